package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One update statement: a replacement by {@code _id} goes straight to the store, the rest through the library. */
final class Updates {

    private Updates() {}

    /** Answers n, nModified and, if a document was made, upserted. */
    static Document apply(WriteTx tx, Document statement) {
        refuseUnsupported(statement);
        Document query = document(statement, "q");
        Document update = document(statement, "u");
        boolean multi = Values.isTrue(statement.get("multi"));
        boolean upsert = Values.isTrue(statement.get("upsert"));
        if (!multi && isReplacementById(query, update)) {
            return replace(tx, Values.required(query, "_id", Object.class), update, upsert);
        }
        return tx.language().update(tx, query, update, multi, upsert);
    }

    static void refuseUnsupported(Document statement) {
        if (statement.get("u") instanceof List<?> || statement.get("update") instanceof List<?>) {
            throw new MongoServerError(238, "NotImplemented", "an update by pipeline is not supported");
        }
        for (String option : List.of("arrayFilters", "collation")) {
            if (statement.containsKey(option)) {
                throw new MongoServerError(238, "NotImplemented", option + " of an update is not supported");
            }
        }
    }

    private static boolean isReplacementById(Document query, Document update) {
        return query.size() == 1
                && Constraint.isOrdered(query.get("_id"))
                && (!update.containsKey("_id") || update.get("_id").equals(query.get("_id")))
                && update.keySet().stream().noneMatch(key -> key.startsWith("$"));
    }

    private static Document replace(WriteTx tx, Object id, Document replacement, boolean upsert) {
        Document document = new Document("_id", id);
        for (Map.Entry<String, Object> entry : replacement.entrySet()) {
            document.put(entry.getKey(), entry.getValue());
        }
        byte[] after = BsonWriter.bytes(document);
        RawBson.checkSize(after.length);
        byte[] encodedId = KeyBounds.encode(id, true);
        byte[] before = tx.read(encodedId);
        if (before != null) {
            boolean same = Arrays.equals(before, after);
            if (!same) {
                tx.update(encodedId, before, after);
            }
            return new Document("n", 1).append("nModified", same ? 0 : 1);
        }
        if (!upsert) {
            return new Document("n", 0).append("nModified", 0);
        }
        tx.insert(after);
        return new Document("n", 0).append("nModified", 0).append("upserted", id);
    }

    private static Document document(Document statement, String field) {
        if (statement.get(field) instanceof Document document) {
            return document;
        }
        throw new MongoServerError(9, "FailedToParse", "an update statement needs a document '" + field + "'");
    }
}
