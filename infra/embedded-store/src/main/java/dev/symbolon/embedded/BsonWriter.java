package dev.symbolon.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the values of the query language as BSON. */
final class BsonWriter {

    private BsonWriter() {}

    static byte[] bytes(Map<String, ? extends @Nullable Object> document) {
        Bytes out = new Bytes(512);
        document(document, out);
        return out.toByteArray();
    }

    static void document(Map<String, ? extends @Nullable Object> document, Bytes out) {
        int start = out.length();
        out.putIntLe(0);
        for (Map.Entry<String, ? extends @Nullable Object> entry : document.entrySet()) {
            element(entry.getKey(), entry.getValue(), out);
        }
        out.putByte(0);
        out.setIntLe(start, out.length() - start);
    }

    private static void array(Collection<? extends @Nullable Object> values, Bytes out) {
        int start = out.length();
        out.putIntLe(0);
        int index = 0;
        for (@Nullable Object value : values) {
            element(Integer.toString(index++), value instanceof Missing ? null : value, out);
        }
        out.putByte(0);
        out.setIntLe(start, out.length() - start);
    }

    @SuppressWarnings("unchecked")
    private static void element(String name, @Nullable Object value, Bytes out) {
        switch (value) {
            case null -> name(BsonType.NULL, name, out);
            case String v -> {
                name(BsonType.STRING, name, out);
                string(v, out);
            }
            case Integer v -> {
                name(BsonType.INT32, name, out);
                out.putIntLe(v);
            }
            case Long v -> {
                name(BsonType.INT64, name, out);
                out.putLongLe(v);
            }
            case Double v -> {
                name(BsonType.DOUBLE, name, out);
                out.putLongLe(Double.doubleToRawLongBits(v));
            }
            case Boolean v -> {
                name(BsonType.BOOLEAN, name, out);
                out.putByte(v ? 1 : 0);
            }
            case RawDocument v -> {
                name(BsonType.DOCUMENT, name, out);
                out.put(v.bson());
            }
            case Map<?, ?> v -> {
                name(BsonType.DOCUMENT, name, out);
                document((Map<String, ? extends @Nullable Object>) v, out);
            }
            case Collection<?> v -> {
                name(BsonType.ARRAY, name, out);
                array(v, out);
            }
            case BinData v -> binary(name, BsonType.SUBTYPE_GENERIC, v.getData(), out);
            case OtherBinary v -> binary(name, v.subtype(), v.data(), out);
            case UUID v -> {
                uuidHead(name, BsonType.SUBTYPE_UUID, out);
                out.putLong(v.getMostSignificantBits());
                out.putLong(v.getLeastSignificantBits());
            }
            case LegacyUUID v -> {
                uuidHead(name, BsonType.SUBTYPE_LEGACY_UUID, out);
                out.putLongLe(v.getUuid().getMostSignificantBits());
                out.putLongLe(v.getUuid().getLeastSignificantBits());
            }
            case ObjectId v -> {
                name(BsonType.OBJECT_ID, name, out);
                out.put(v.toByteArray());
            }
            case Instant v -> {
                name(BsonType.DATE, name, out);
                out.putLongLe(v.toEpochMilli());
            }
            case BsonTimestamp v -> {
                name(BsonType.TIMESTAMP, name, out);
                out.putLongLe(v.getValue());
            }
            case Decimal128 v -> {
                name(BsonType.DECIMAL128, name, out);
                out.putLongLe(v.getLow());
                out.putLongLe(v.getHigh());
            }
            case BsonRegularExpression v -> {
                name(BsonType.REGEX, name, out);
                cString(v.getPattern(), out);
                cString(v.getOptions() == null ? "" : v.getOptions(), out);
            }
            case BsonJavaScript v -> {
                name(BsonType.JAVASCRIPT, name, out);
                string(v.getCode(), out);
            }
            case MinKey _ -> name(BsonType.MIN_KEY, name, out);
            case MaxKey _ -> name(BsonType.MAX_KEY, name, out);
            default ->
                throw new MongoServerError(
                        2, "BadValue", "no BSON for " + value.getClass().getSimpleName());
        }
    }

    private static void name(byte type, String name, Bytes out) {
        out.putByte(type);
        cString(name, out);
    }

    private static void cString(String value, Bytes out) {
        out.put(value.getBytes(StandardCharsets.UTF_8));
        out.putByte(0);
    }

    private static void string(String value, Bytes out) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.putIntLe(utf8.length + 1);
        out.put(utf8);
        out.putByte(0);
    }

    private static void binary(String name, byte subtype, byte[] data, Bytes out) {
        name(BsonType.BINARY, name, out);
        out.putIntLe(data.length);
        out.putByte(subtype);
        out.put(data);
    }

    private static void uuidHead(String name, byte subtype, Bytes out) {
        name(BsonType.BINARY, name, out);
        out.putIntLe(16);
        out.putByte(subtype);
    }
}
