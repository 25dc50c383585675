package dev.symbolon.embedded;

import java.util.List;

/**
 * How a query is answered: which stretches of which index are read.
 *
 * @param index the index, whose space is the collection's own for {@code _id}
 * @param multikey the index's flags when the plan was made. A first array written while the query runs may be
 *     found twice or not at all, as anything that is written meanwhile may
 * @param bounds what to read, in the order of keys
 * @param points whether each of the bounds is one whole key of a unique index
 * @param exact whether everything found matches without a second look
 * @param distinct whether a document may be found more than once
 * @param sorted whether documents come in the order asked for
 * @param backward whether that order is the reverse of the keys'
 * @param scan whether the whole collection is read for want of an index
 */
record Plan(
        StoredIndex index,
        int multikey,
        List<KeyBounds> bounds,
        boolean points,
        boolean exact,
        boolean distinct,
        boolean sorted,
        boolean backward,
        boolean scan) {}
