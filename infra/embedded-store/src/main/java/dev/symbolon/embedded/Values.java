package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.jspecify.annotations.Nullable;

/** How MongoDB reads loosely typed command options. */
final class Values {

    private Values() {}

    /** A field that a well-formed command, or the store's own record, has with this type. */
    static <T> T required(Document document, String field, Class<T> type) {
        Object value = document.get(field);
        if (!type.isInstance(value)) {
            throw new MongoServerError(14, "TypeMismatch", "field '" + field + "' is missing or of the wrong type");
        }
        return type.cast(value);
    }

    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean b -> b;
            case Number n -> n.doubleValue() != 0;
            default -> true;
        };
    }

    static int intOr(@Nullable Object value, int otherwise) {
        return value instanceof Number number
                ? (int) Math.clamp(number.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE)
                : otherwise;
    }
}
