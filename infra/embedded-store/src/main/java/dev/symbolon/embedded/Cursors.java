package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CursorNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Answers of which a client has taken a part, kept until it takes the rest, kills it, or forgets it. */
final class Cursors {

    private static final int FIRST_BATCH = 101;
    private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;
    private static final int MAX_CURSORS = 10_000;
    private static final long IDLE_NANOS = 600_000_000_000L;

    private final Map<Long, Open> cursors = new ConcurrentHashMap<>();

    private record Open(Namespace namespace, DocumentSource source, Projection projection, long lastUsed) {}

    int open() {
        return cursors.size();
    }

    /** The first batch, and a cursor for the rest unless that is all. */
    Document first(
            Namespace namespace, DocumentSource source, Projection projection, int batchSize, boolean singleBatch) {
        int size = batchSize < 0 ? FIRST_BATCH : batchSize;
        List<Object> batch = size == 0 ? List.of() : take(source, projection, size);
        long id = 0;
        if (!singleBatch && !source.exhausted()) {
            id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
            keep(id, new Open(namespace, source, projection, System.nanoTime()));
        }
        return reply("firstBatch", namespace, batch, id);
    }

    Document next(Namespace namespace, long id, int batchSize) {
        // While a batch is being made the cursor is nobody else's.
        Open open = cursors.remove(id);
        if (open == null || !open.namespace.equals(namespace)) {
            throw new CursorNotFoundException(id);
        }
        List<Object> batch = take(open.source, open.projection, batchSize <= 0 ? Integer.MAX_VALUE : batchSize);
        boolean more = !open.source.exhausted();
        if (more) {
            keep(id, new Open(open.namespace, open.source, open.projection, System.nanoTime()));
        }
        return reply("nextBatch", namespace, batch, more ? id : 0);
    }

    boolean kill(long id) {
        return cursors.remove(id) != null;
    }

    private void keep(long id, Open cursor) {
        if (cursors.size() >= MAX_CURSORS) {
            dropIdle();
            if (cursors.size() >= MAX_CURSORS) {
                throw new MongoServerError(2, "BadValue", "more than " + MAX_CURSORS + " open cursors");
            }
        } else if (ThreadLocalRandom.current().nextInt(64) == 0) {
            dropIdle();
        }
        cursors.put(id, cursor);
    }

    private void dropIdle() {
        long now = System.nanoTime();
        cursors.values().removeIf(cursor -> now - cursor.lastUsed > IDLE_NANOS);
    }

    private static List<Object> take(DocumentSource source, Projection projection, int size) {
        List<Object> batch = new ArrayList<>();
        for (StoredDocument document : source.next(size, MAX_BATCH_BYTES)) {
            batch.add(projection.apply(document));
        }
        return batch;
    }

    private static Document reply(String name, Namespace namespace, List<Object> batch, long id) {
        Document cursor = new Document(name, batch).append("id", id).append("ns", namespace.toString());
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
