package dev.symbolon.ports.view;

import java.util.Map;
import java.util.Optional;

/**
 * Rows whose fields equal these values, by one of the view's indexes.
 *
 * @param equal  field to value; a list field matches when it contains the value
 * @param sort   the index's sort field
 * @param from   lower bound of the sort field, included
 * @param until  upper bound of the sort field, excluded
 * @param cursor where an earlier page ended
 * @param limit  1 to 500
 */
public record ViewQuery(
        Map<String, String> equal,
        String sort,
        Optional<Long> from,
        Optional<Long> until,
        boolean newestFirst,
        Optional<String> cursor,
        int limit) {
    public ViewQuery {
        equal = Map.copyOf(equal);
        if (limit < 1 || limit > 500) {
            throw new IllegalArgumentException("a page has 1 to 500 rows");
        }
    }
}
