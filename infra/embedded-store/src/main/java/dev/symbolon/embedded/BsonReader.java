package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads validated BSON bytes into the values of the query language. */
final class BsonReader {

    private BsonReader() {}

    static Document document(byte[] bytes) {
        return document(bytes, 0);
    }

    static Document document(byte[] bytes, int offset) {
        Document document = new Document();
        int end = offset + LittleEndian.getInt(bytes, offset) - 1;
        int at = offset + 4;
        while (at < end) {
            byte type = bytes[at];
            int value = RawBson.afterName(bytes, at + 1, end);
            document.put(string(bytes, at + 1, value - at - 2), value(bytes, type, value));
            at = RawBson.skipValue(bytes, type, value, end);
        }
        return document;
    }

    private static List<@Nullable Object> array(byte[] bytes, int offset) {
        List<@Nullable Object> list = new ArrayList<>();
        int end = offset + LittleEndian.getInt(bytes, offset) - 1;
        int at = offset + 4;
        while (at < end) {
            byte type = bytes[at];
            int value = RawBson.afterName(bytes, at + 1, end);
            list.add(value(bytes, type, value));
            at = RawBson.skipValue(bytes, type, value, end);
        }
        return list;
    }

    static @Nullable Object value(byte[] bytes, byte type, int at) {
        return switch (type) {
            case BsonType.NULL, BsonType.UNDEFINED -> null;
            case BsonType.STRING -> string(bytes, at + 4, LittleEndian.getInt(bytes, at) - 1);
            case BsonType.INT32 -> LittleEndian.getInt(bytes, at);
            case BsonType.INT64 -> LittleEndian.getLong(bytes, at);
            case BsonType.DOUBLE -> Double.longBitsToDouble(LittleEndian.getLong(bytes, at));
            case BsonType.BOOLEAN -> bytes[at] != 0;
            case BsonType.DOCUMENT -> document(bytes, at);
            case BsonType.ARRAY -> array(bytes, at);
            case BsonType.BINARY -> binary(bytes, at);
            case BsonType.OBJECT_ID -> new ObjectId(Arrays.copyOfRange(bytes, at, at + 12));
            case BsonType.DATE -> Instant.ofEpochMilli(LittleEndian.getLong(bytes, at));
            case BsonType.TIMESTAMP -> new BsonTimestamp(LittleEndian.getLong(bytes, at));
            case BsonType.DECIMAL128 ->
                new Decimal128(LittleEndian.getLong(bytes, at), LittleEndian.getLong(bytes, at + 8));
            case BsonType.REGEX -> {
                int options = RawBson.afterName(bytes, at, bytes.length);
                int end = RawBson.afterName(bytes, options, bytes.length);
                yield new BsonRegularExpression(
                        string(bytes, at, options - at - 1), string(bytes, options, end - options - 1));
            }
            case BsonType.JAVASCRIPT -> new BsonJavaScript(string(bytes, at + 4, LittleEndian.getInt(bytes, at) - 1));
            case BsonType.MIN_KEY -> MinKey.getInstance();
            case BsonType.MAX_KEY -> MaxKey.getInstance();
            default -> throw new MongoServerError(2, "BadValue", "BSON type " + type + " is not supported");
        };
    }

    private static Object binary(byte[] bytes, int at) {
        int length = LittleEndian.getInt(bytes, at);
        byte subtype = bytes[at + 4];
        int data = at + 5;
        if (subtype == BsonType.SUBTYPE_UUID && length == 16) {
            return new UUID(BigEndian.getLong(bytes, data), BigEndian.getLong(bytes, data + 8));
        }
        if (subtype == BsonType.SUBTYPE_LEGACY_UUID && length == 16) {
            return new LegacyUUID(LittleEndian.getLong(bytes, data), LittleEndian.getLong(bytes, data + 8));
        }
        byte[] copy = Arrays.copyOfRange(bytes, data, data + length);
        return subtype == BsonType.SUBTYPE_GENERIC ? new BinData(copy) : new OtherBinary(subtype, copy);
    }

    private static String string(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
