package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** insert, update, delete and findAndModify: each statement succeeds or is an error with its index. */
final class WriteCommands {

    private static final int DELETE_CHUNK = 500;
    private static final int MAX_STATEMENTS = 100_000;

    private final Catalogue catalogue;

    WriteCommands(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Document insert(Request request) {
        List<byte[]> documents = bounded(request.prepared("documents"));
        boolean ordered = request.ordered();
        return write(request.namespace(), tx -> {
            Statements statements = new Statements(ordered);
            for (byte[] document : documents) {
                boolean goOn = statements.attempt(() -> {
                    tx.insert(document);
                    statements.matched++;
                });
                if (!goOn) {
                    break;
                }
                tx.flushIfLarge();
            }
            return statements.reply();
        });
    }

    Document update(Request request) {
        List<Document> updates = bounded(request.documents("updates"));
        boolean ordered = request.ordered();
        return write(request.namespace(), tx -> {
            Statements statements = new Statements(ordered);
            for (Document update : updates) {
                boolean goOn = statements.attempt(() -> statements.updated(Updates.apply(tx, update)));
                if (!goOn) {
                    break;
                }
                tx.flushIfLarge();
            }
            return statements.updateReply();
        });
    }

    Document delete(Request request) {
        List<Document> deletes = bounded(request.documents("deletes"));
        StoredCollection collection = catalogue.find(request.namespace()).orElse(null);
        Statements statements = new Statements(request.ordered());
        for (Document delete : deletes) {
            boolean goOn =
                    collection == null || statements.attempt(() -> statements.matched += delete(collection, delete));
            if (!goOn) {
                break;
            }
        }
        return statements.reply();
    }

    /** In chunks, so that a large deletion lets other writers in between. */
    private static int delete(StoredCollection collection, Document statement) {
        int limit = Values.intOr(statement.get("limit"), 0);
        Document query = statement.get("q") instanceof Document document ? document : new Document();
        DocumentSource source = collection.find(query, SortOrder.NONE, 0, limit);
        int deleted = 0;
        while (!source.exhausted()) {
            Optional<Integer> chunk = collection.write(tx -> deleteChunk(tx, source));
            if (chunk.isEmpty()) {
                // Dropped meanwhile, with all that was left to delete.
                break;
            }
            deleted += chunk.get();
        }
        return deleted;
    }

    private static int deleteChunk(WriteTx tx, DocumentSource source) {
        List<StoredDocument> chunk = source.next(DELETE_CHUNK, Integer.MAX_VALUE);
        chunk.forEach(document -> tx.delete(StoredCollection.idOf(document.bson()), document.bson()));
        return chunk.size();
    }

    Document findAndModify(Request request) {
        Document body = request.body();
        Updates.refuseUnsupported(body);
        return write(request.namespace(), tx -> tx.language().findAndModify(tx, body));
    }

    private <T> T write(Namespace namespace, Function<WriteTx, T> work) {
        while (true) {
            // Empty when the collection was dropped between finding and locking it: then there is a new one to find.
            Optional<T> result = catalogue.findOrCreate(namespace).write(work);
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    private static <T> List<T> bounded(List<T> statements) {
        if (statements.isEmpty() || statements.size() > MAX_STATEMENTS) {
            throw new MongoServerError(
                    16, "InvalidLength", "Write batch sizes must be between 1 and " + MAX_STATEMENTS);
        }
        return statements;
    }

    /** Collects what the statements of one command did. */
    private static final class Statements {

        private final boolean ordered;
        private final List<Document> errors = new ArrayList<>();
        private final List<Document> upserted = new ArrayList<>();
        private int position;
        private int matched;
        private int modified;

        Statements(boolean ordered) {
            this.ordered = ordered;
        }

        /** Whether to go on with the next statement. */
        boolean attempt(Runnable statement) {
            boolean failed = false;
            try {
                statement.run();
            } catch (DuplicateKey e) {
                errors.add(e.describe(position));
                failed = true;
            } catch (MongoServerException e) {
                errors.add(describe(e));
                failed = true;
            }
            position++;
            return !(failed && ordered);
        }

        private Document describe(MongoServerException e) {
            int code = e instanceof MongoServerError error ? error.getCode() : 8;
            return new Document("index", position)
                    .append("code", code)
                    .append("errmsg", e.getMessageWithoutErrorCode());
        }

        void updated(Document result) {
            matched += Values.required(result, "n", Integer.class);
            modified += Values.required(result, "nModified", Integer.class);
            if (result.containsKey("upserted")) {
                upserted.add(new Document("index", position).append("_id", result.get("upserted")));
            }
        }

        Document reply() {
            Document reply = new Document("n", matched);
            if (!errors.isEmpty()) {
                reply.append("writeErrors", errors);
            }
            return reply.append("ok", 1.0);
        }

        Document updateReply() {
            matched += upserted.size();
            Document reply = reply().append("nModified", modified);
            if (!upserted.isEmpty()) {
                reply.append("upserted", upserted);
            }
            return reply;
        }
    }
}
