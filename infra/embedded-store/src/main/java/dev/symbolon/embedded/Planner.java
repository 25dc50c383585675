package dev.symbolon.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the index for a query: most fields fixed by equality, then a range, then the order asked for. */
final class Planner {

    private static final int MAX_BOUNDS = 20_000;

    private Planner() {}

    static Plan plan(StoredCollection collection, Filter filter, SortOrder sort) {
        Candidate best = null;
        Candidate byId = candidate(collection.idIndex(), filter, sort);
        if (byId != null) {
            if (byId.points) {
                return byId.plan();
            }
            best = byId;
        }
        for (StoredIndex index : collection.indexes()) {
            Candidate candidate = candidate(index, filter, sort);
            if (candidate != null && (best == null || candidate.betterThan(best))) {
                best = candidate;
            }
        }
        return best != null ? best.plan() : scan(collection, sort);
    }

    private static Plan scan(StoredCollection collection, SortOrder sort) {
        List<KeyBounds> all = List.of(KeyBounds.prefix(Spaces.start(collection.space())));
        return new Plan(collection.idIndex(), 0, all, false, false, false, sort.isNone(), false, true);
    }

    private static @Nullable Candidate candidate(StoredIndex index, Filter filter, SortOrder sort) {
        Candidate candidate = new Candidate(index);
        candidate.constrain(filter);
        candidate.order(sort);
        return candidate.useful(sort) ? candidate : null;
    }

    private static final class Candidate {

        private final StoredIndex index;
        private final int multikey;
        private List<byte[]> prefixes;
        private @Nullable List<KeyBounds> ranges;
        private int equalities;
        private int constants;
        private int used;
        private boolean points;
        private boolean exact = true;
        private boolean distinct;
        private boolean presence;
        private boolean sorted;
        private boolean backward;

        Candidate(StoredIndex index) {
            this.index = index;
            this.multikey = index.multikey();
            this.prefixes = List.of(Spaces.start(index.space()));
        }

        private boolean isMultikey(int position) {
            return (multikey & 1 << position) != 0;
        }

        void constrain(Filter filter) {
            int position = 0;
            boolean equality = true;
            while (equality && position < index.fields().size()) {
                equality = fix(filter, position);
                if (equality) {
                    position++;
                }
            }
            equalities = position;
            points = index.unique() && position == index.fields().size();
            if (position < index.fields().size()) {
                narrow(filter, position);
                // Fields behind the last one used may hold arrays: one document then has several entries in a stretch.
                for (int i = position; i < index.fields().size(); i++) {
                    distinct |= isMultikey(i);
                }
            }
            exact &= filter.saysAll() && used == filter.size();
        }

        private boolean fix(Filter filter, int position) {
            IndexField field = index.fields().get(position);
            for (Constraint constraint : filter.on(field.path())) {
                if (constraint instanceof Constraint.OneOf oneOf
                        && prefixes.size() * (long) oneOf.values().size() <= MAX_BOUNDS) {
                    List<byte[]> longer = new ArrayList<>();
                    for (Object value : oneOf.values()) {
                        byte[] encoded = KeyBounds.encode(value, field.ascending());
                        prefixes.forEach(prefix -> longer.add(KeyBounds.join(prefix, encoded)));
                    }
                    prefixes = longer;
                    used++;
                    exact &= oneOf.exact();
                    presence |= !oneOf.matchesMissing();
                    distinct |= isMultikey(position) && oneOf.values().size() > 1;
                    if (constants == position && oneOf.values().size() == 1) {
                        constants++;
                    }
                    return true;
                }
            }
            return false;
        }

        private void narrow(Filter filter, int position) {
            IndexField field = index.fields().get(position);
            Constraint.@Nullable Between range = null;
            for (Constraint constraint : filter.on(field.path())) {
                if (constraint instanceof Constraint.Between next) {
                    // Of an array, each range may be met by another element: a second one narrows nothing.
                    if (range == null) {
                        range = next;
                        used++;
                    } else if (!isMultikey(position) && range.sameType(next)) {
                        range = range.and(next);
                        used++;
                    }
                }
            }
            if (range != null) {
                narrow(field, position, range);
            }
        }

        private void narrow(IndexField field, int position, Constraint.Between range) {
            boolean whole = !isMultikey(position) || range.sameElement() || range.low() == null || range.high() == null;
            Constraint.Between usable = whole ? range : range.oneBound();
            ranges = prefixes.stream()
                    .map(prefix -> KeyBounds.between(prefix, usable, field.ascending()))
                    .toList();
            exact &= whole;
            presence = true;
        }

        void order(SortOrder sort) {
            if (sort.isNone() || points && prefixes.size() == 1) {
                sorted = true;
                return;
            }
            int position = equalities;
            @Nullable Boolean reverse = null;
            for (SortOrder.By by : sort.fields()) {
                if (isConstant(by.path())) {
                    continue;
                }
                IndexField field = index.field(position);
                if (field == null || !field.path().equals(by.path()) || isMultikey(position)) {
                    return;
                }
                boolean against = field.ascending() != by.ascending();
                if (reverse != null && reverse != against) {
                    return;
                }
                reverse = against;
                position++;
            }
            // With several stretches the order holds within each only; an array's elements have no order of documents.
            sorted = prefixes.size() == 1 && !distinct;
            backward = sorted && reverse != null && reverse;
        }

        private boolean isConstant(String path) {
            for (int i = 0; i < constants; i++) {
                if (index.fields().get(i).path().equals(path) && !isMultikey(i)) {
                    return true;
                }
            }
            return false;
        }

        boolean useful(SortOrder sort) {
            if (index.sparse() && !presence) {
                // Documents without the field aren't in it.
                return false;
            }
            return equalities > 0 || ranges != null || !sort.isNone() && sorted;
        }

        boolean betterThan(Candidate other) {
            if (points != other.points) {
                return points;
            }
            if (equalities != other.equalities) {
                return equalities > other.equalities;
            }
            if ((ranges != null) != (other.ranges != null)) {
                return ranges != null;
            }
            return sorted && !other.sorted;
        }

        Plan plan() {
            List<KeyBounds> bounds = ranges != null
                    ? ranges
                    : prefixes.stream().map(KeyBounds::prefix).toList();
            List<KeyBounds> inOrder = bounds.stream()
                    .filter(stretch -> !stretch.isEmpty())
                    .sorted(KeyBounds.ORDER)
                    .toList();
            return new Plan(index, multikey, withoutRepeats(inOrder), points, exact, distinct, sorted, backward, false);
        }

        private static List<KeyBounds> withoutRepeats(List<KeyBounds> bounds) {
            List<KeyBounds> distinct = new ArrayList<>(bounds.size());
            for (KeyBounds next : bounds) {
                if (distinct.isEmpty() || KeyBounds.ORDER.compare(distinct.getLast(), next) != 0) {
                    distinct.add(next);
                }
            }
            return distinct;
        }
    }
}
