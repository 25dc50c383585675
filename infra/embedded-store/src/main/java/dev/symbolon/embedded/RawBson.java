package dev.symbolon.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.charset.StandardCharsets;

/** Walks BSON bytes without building a document: an insert and a plain answer need no more. */
final class RawBson {

    static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
    private static final int MAX_DEPTH = 100;

    private RawBson() {}

    /** Refuses bytes that don't decode, so that nothing unreadable is ever stored; answers the document's length. */
    static int validate(byte[] bytes, int offset, int limit) {
        return validate(bytes, offset, limit, MAX_DEPTH);
    }

    static void checkSize(int length) {
        if (length > MAX_DOCUMENT_BYTES) {
            throw new MongoServerError(10334, "BSONObjectTooLarge", "a document of " + length + " bytes is too large");
        }
    }

    private static int validate(byte[] bytes, int offset, int limit, int depth) {
        check(depth > 0, "nested too deeply");
        check(limit - offset >= 5, "too short");
        int length = LittleEndian.getInt(bytes, offset);
        check(length >= 5 && length <= limit - offset && length <= MAX_DOCUMENT_BYTES, "illegal length " + length);
        int end = offset + length - 1;
        check(bytes[end] == 0, "no terminator");
        int at = offset + 4;
        while (at < end) {
            byte type = bytes[at];
            at = afterName(bytes, at + 1, end);
            int next = skipValue(bytes, type, at, end);
            check(next >= at && next <= end, "value beyond its document");
            switch (type) {
                case BsonType.DOCUMENT, BsonType.ARRAY ->
                    check(validate(bytes, at, next, depth - 1) == next - at, "illegal length");
                case BsonType.STRING, BsonType.JAVASCRIPT -> check(bytes[next - 1] == 0, "string without terminator");
                default -> {}
            }
            at = next;
        }
        check(at == end, "element beyond its document");
        return length;
    }

    /** Where the element's value starts, given the offset of its name. */
    static int afterName(byte[] bytes, int nameOffset, int end) {
        int at = nameOffset;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        check(at < end, "name without terminator");
        return at + 1;
    }

    /** The offset just behind a value of this type. */
    static int skipValue(byte[] bytes, byte type, int at, int end) {
        int fixed =
                switch (type) {
                    case BsonType.NULL, BsonType.UNDEFINED, BsonType.MIN_KEY, BsonType.MAX_KEY -> 0;
                    case BsonType.BOOLEAN -> 1;
                    case BsonType.INT32 -> 4;
                    case BsonType.DOUBLE, BsonType.DATE, BsonType.TIMESTAMP, BsonType.INT64 -> 8;
                    case BsonType.OBJECT_ID -> 12;
                    case BsonType.DECIMAL128 -> 16;
                    case BsonType.STRING, BsonType.JAVASCRIPT -> 4 + length(bytes, at, end, 1);
                    case BsonType.BINARY -> 5 + length(bytes, at, end, 0);
                    case BsonType.DOCUMENT, BsonType.ARRAY -> length(bytes, at, end, 5);
                    case BsonType.REGEX -> afterName(bytes, afterName(bytes, at, end), end) - at;
                    default ->
                        throw new MongoServerError(
                                2, "BadValue", "BSON type 0x" + Integer.toHexString(type & 0xFF) + " is not supported");
                };
        return at + fixed;
    }

    private static int length(byte[] bytes, int at, int end, int minimum) {
        check(end - at >= 4, "too short");
        int length = LittleEndian.getInt(bytes, at);
        check(length >= minimum && length <= end - at, "illegal length " + length);
        return length;
    }

    /** Whether the name at this offset is exactly {@code name}. */
    static boolean nameIs(byte[] bytes, int nameOffset, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (bytes[nameOffset + i] != name[i]) {
                return false;
            }
        }
        return bytes[nameOffset + name.length] == 0;
    }

    /** The offset of the named element's type byte in the document, or -1. */
    static int find(byte[] bytes, int documentOffset, byte[] name) {
        int end = documentOffset + LittleEndian.getInt(bytes, documentOffset) - 1;
        int at = documentOffset + 4;
        while (at < end) {
            int nameOffset = at + 1;
            if (nameOffset + name.length < end && nameIs(bytes, nameOffset, name)) {
                return at;
            }
            at = skipValue(bytes, bytes[at], afterName(bytes, nameOffset, end), end);
        }
        return -1;
    }

    static byte[] name(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static void check(boolean condition, String problem) {
        if (!condition) {
            throw new MongoServerError(22, "InvalidBSON", "invalid BSON: " + problem);
        }
    }
}
