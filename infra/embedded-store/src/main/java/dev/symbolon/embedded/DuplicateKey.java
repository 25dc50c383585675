package dev.symbolon.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.Json;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A document refused because of a unique index, with what MongoDB tells about it. */
final class DuplicateKey extends DuplicateKeyError {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Document keyPattern;
    private final transient Document keyValue;

    private DuplicateKey(Namespace namespace, String index, Document keyPattern, Document keyValue) {
        super(namespace.toString(), index + " dup key: " + Json.toCompactJsonValue(keyValue));
        this.keyPattern = keyPattern;
        this.keyValue = keyValue;
    }

    static DuplicateKey ofId(Namespace namespace, byte[] document) {
        Object id = BsonReader.document(document).get("_id");
        return new DuplicateKey(namespace, "_id_", new Document("_id", 1), new Document("_id", id));
    }

    /** Names the value as the index key has it: of an array, the one element that was there before. */
    static DuplicateKey of(Namespace namespace, StoredIndex index, byte[] key, byte[] document) {
        Document values = new Document();
        Document read = BsonReader.document(document);
        for (IndexField field : index.fields()) {
            Object value = read;
            for (String step : field.path().split("\\.")) {
                value = value instanceof Document inner ? inner.getOrMissing(step) : Missing.getInstance();
            }
            values.append(field.path(), value instanceof List<?> list ? colliding(list, field, key) : nullable(value));
        }
        return new DuplicateKey(namespace, index.name(), index.pattern(), values);
    }

    private static Object colliding(List<?> elements, IndexField field, byte[] key) {
        List<Object> found = new ArrayList<>();
        for (Object element : elements) {
            Bytes encoded = new Bytes(48);
            KeyEncoder.encode(element, encoded);
            if (!field.ascending()) {
                encoded.invertFrom(0);
            }
            if (contains(key, encoded.toByteArray())) {
                found.add(element);
            }
        }
        return found.isEmpty() ? elements : found.getLast();
    }

    private static boolean contains(byte[] key, byte[] part) {
        for (int start = Spaces.PREFIX; start + part.length <= key.length; start++) {
            if (Arrays.equals(key, start, start + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("NullAway")
    private static Object nullable(Object value) {
        return value instanceof Missing ? null : value;
    }

    Document describe(int position) {
        return new Document("index", position)
                .append("code", getCode())
                .append("codeName", getCodeName())
                .append("errmsg", getMessageWithoutErrorCode())
                .append("keyPattern", keyPattern)
                .append("keyValue", keyValue);
    }
}
