package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a filter demands of one field, as far as an index can serve it. */
sealed interface Constraint {

    /** Whether what the index finds for this needs no second look, as long as the field isn't an array. */
    boolean exact();

    /** Equal to one of these. */
    record OneOf(List<@Nullable Object> values) implements Constraint {
        @Override
        public boolean exact() {
            return values.stream().noneMatch(value -> value == null || value instanceof Document);
        }

        boolean matchesMissing() {
            return values.contains(null);
        }
    }

    /**
     * Between two bounds of one type, either of which may be absent.
     *
     * @param sameElement whether both bounds apply to the same array element
     */
    record Between(@Nullable Bound low, @Nullable Bound high, boolean sameElement) implements Constraint {
        @Override
        public boolean exact() {
            return true;
        }

        Bound any() {
            if (low != null) {
                return low;
            }
            if (high != null) {
                return high;
            }
            throw new IllegalStateException("a range without bounds");
        }

        boolean sameType(Between other) {
            return KeyBounds.type(any().value()) == KeyBounds.type(other.any().value());
        }

        /** What lies in both ranges. */
        Between and(Between other) {
            return new Between(
                    tighter(low, other.low, 1), tighter(high, other.high, -1), sameElement && other.sameElement);
        }

        private static @Nullable Bound tighter(@Nullable Bound one, @Nullable Bound other, int direction) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            int order = direction
                    * Arrays.compareUnsigned(
                            KeyBounds.encode(one.value(), true), KeyBounds.encode(other.value(), true));
            if (order == 0) {
                return one.inclusive() ? other : one;
            }
            return order > 0 ? one : other;
        }

        /** For an array, each bound may be met by another element: one of them is all that an index can use. */
        Between oneBound() {
            return low != null ? new Between(low, null, false) : this;
        }
    }

    /** One end of a range. */
    record Bound(Object value, boolean inclusive) {}

    /** Whether an index finds every document that equals this value. */
    static boolean isPoint(@Nullable Object value) {
        return value == null || value instanceof Document || isOrdered(value);
    }

    /** Whether the bytes of such values sort as the query language compares them. */
    static boolean isOrdered(@Nullable Object value) {
        return switch (value) {
            case String _, Integer _, Long _, Boolean _, Instant _, ObjectId _ -> true;
            case BinData _, UUID _, LegacyUUID _, BsonTimestamp _ -> true;
            case Double number -> !number.isNaN();
            case null, default -> false;
        };
    }
}
