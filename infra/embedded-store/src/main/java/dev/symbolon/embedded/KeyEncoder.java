package dev.symbolon.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
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
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value into bytes that sort as MongoDB sorts values: a type byte, then an order-preserving, prefix-free form. Equal
 * values have equal bytes, so 1, 1L and 1.0 do, and missing is null.
 */
final class KeyEncoder {

    static final int MIN_KEY = 0x04;
    static final int EMPTY_ARRAY = 0x0C;
    static final int NULL = 0x14;
    static final int NUMBER = 0x1E;
    static final int STRING = 0x3C;
    static final int DOCUMENT = 0x46;
    static final int ARRAY = 0x50;
    static final int BINARY = 0x5A;
    static final int LEGACY_UUID = 0x5B;
    static final int UUID_TYPE = 0x5C;
    static final int OBJECT_ID = 0x64;
    static final int BOOLEAN = 0x6E;
    static final int DATE = 0x78;
    static final int TIMESTAMP = 0x82;
    static final int REGEX = 0x8C;
    static final int MAX_KEY = 0xF0;

    private static final double TWO_POW_63 = 0x1p63;

    private KeyEncoder() {}

    static void encode(@Nullable Object value, Bytes out) {
        switch (value) {
            case null -> out.putByte(NULL);
            case Missing _ -> out.putByte(NULL);
            case String v -> {
                out.putByte(STRING);
                byte[] utf8 = v.getBytes(StandardCharsets.UTF_8);
                escaped(utf8, 0, utf8.length, out);
            }
            case Long v -> number(v, out);
            case Integer v -> number(v.longValue(), out);
            case Double v -> number(v, out);
            // The query language compares decimals by their double value too.
            case Decimal128 v -> number(v.doubleValue(), out);
            case Boolean v -> {
                out.putByte(BOOLEAN);
                out.putByte(v ? 1 : 0);
            }
            case Instant v -> {
                out.putByte(DATE);
                out.putLong(v.toEpochMilli() ^ Long.MIN_VALUE);
            }
            case ObjectId v -> {
                out.putByte(OBJECT_ID);
                out.put(v.toByteArray());
            }
            case BinData v -> {
                out.putByte(BINARY);
                out.putInt(v.getData().length);
                out.put(v.getData());
            }
            case UUID v -> uuid(UUID_TYPE, v, out);
            case LegacyUUID v -> uuid(LEGACY_UUID, v.getUuid(), out);
            case BsonTimestamp v -> {
                out.putByte(TIMESTAMP);
                out.putLong(v.getValue());
            }
            case BsonRegularExpression v -> {
                out.putByte(REGEX);
                encode(v.getPattern(), out);
                encode(v.getOptions() == null ? "" : v.getOptions(), out);
            }
            case Map<?, ?> v -> document(v, out);
            case Collection<?> v -> {
                out.putByte(ARRAY);
                for (@Nullable Object element : v) {
                    encode(element, out);
                }
                out.putByte(0);
            }
            case MinKey _ -> out.putByte(MIN_KEY);
            case MaxKey _ -> out.putByte(MAX_KEY);
            default ->
                throw new MongoServerError(
                        2, "BadValue", value.getClass().getSimpleName() + " can't be part of an index or an _id");
        }
    }

    /** The same bytes straight from BSON, where that saves building a value. */
    static void encode(byte type, byte[] bson, int at, Bytes out) {
        switch (type) {
            case BsonType.STRING -> {
                out.putByte(STRING);
                escaped(bson, at + 4, LittleEndian.getInt(bson, at) - 1, out);
            }
            case BsonType.INT64 -> number(LittleEndian.getLong(bson, at), out);
            case BsonType.INT32 -> number((long) LittleEndian.getInt(bson, at), out);
            default -> encode(BsonReader.value(bson, type, at), out);
        }
    }

    private static void number(long value, Bytes out) {
        double nearest = (double) value;
        // Longs beyond 2^53 share a double with their neighbours: the remainder tells them apart. 2^63 itself isn't a
        // long.
        long remainder = nearest == TWO_POW_63 ? value - Long.MAX_VALUE - 1 : value - (long) nearest;
        number(nearest, (int) remainder, out);
    }

    private static void number(double value, Bytes out) {
        number(value, 0, out);
    }

    private static void number(double value, int remainder, Bytes out) {
        long bits = Double.doubleToLongBits(value == 0.0 ? 0.0 : value);
        out.putByte(NUMBER);
        out.putLong(bits >= 0 ? bits ^ Long.MIN_VALUE : ~bits);
        out.putShort(remainder + 0x8000);
    }

    private static void uuid(int type, UUID value, Bytes out) {
        out.putByte(type);
        out.putLong(value.getMostSignificantBits());
        out.putLong(value.getLeastSignificantBits());
    }

    private static void document(Map<?, ?> document, Bytes out) {
        out.putByte(DOCUMENT);
        for (Map.Entry<?, ?> entry : document.entrySet()) {
            // Type, then name, then value: the order in which MongoDB compares embedded documents.
            int start = out.length();
            encode(entry.getValue(), out);
            byte[] encoded = Arrays.copyOfRange(out.array(), start, out.length());
            out.truncate(start);
            out.putByte(encoded[0]);
            byte[] name = entry.getKey().toString().getBytes(StandardCharsets.UTF_8);
            escaped(name, 0, name.length, out);
            out.put(encoded, 1, encoded.length - 1);
        }
        out.putByte(0);
    }

    private static void escaped(byte[] utf8, int offset, int length, Bytes out) {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (utf8[i] == 0) {
                out.put(utf8, from, i - from + 1);
                out.putByte(0xFF);
                from = i + 1;
            }
        }
        out.put(utf8, from, end - from);
        out.putByte(0);
        out.putByte(0);
    }
}
