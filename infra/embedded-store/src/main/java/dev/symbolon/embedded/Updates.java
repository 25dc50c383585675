package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Optional;

/** One update statement: a plain one goes straight to the store, the rest through the library. */
final class Updates {

    private Updates() {}

    /** Answers n, nModified and, if a document was made, upserted. */
    static Document apply(WriteTx tx, Document statement) {
        refuseUnsupported(statement);
        Document query = document(statement, "q");
        Document update = document(statement, "u");
        boolean multi = Values.isTrue(statement.get("multi"));
        boolean upsert = Values.isTrue(statement.get("upsert"));
        if (!multi) {
            Optional<Document> done = PlainUpdate.of(query, update).flatMap(plain -> plain.apply(tx, upsert));
            if (done.isPresent()) {
                return done.get();
            }
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

    private static Document document(Document statement, String field) {
        if (statement.get(field) instanceof Document document) {
            return document;
        }
        throw new MongoServerError(9, "FailedToParse", "an update statement needs a document '" + field + "'");
    }
}
