package dev.symbolon.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Executes a plan: streams keys, drops ids seen before, fetches, looks again where the plan isn't exact. It remembers the last
 * key rather than keep an iterator open.
 */
final class PlanSource implements DocumentSource {

    private static final int FETCH = 256;
    private static final int COUNT_BATCH = 1_000;
    private static final int COUNT_BATCH_BYTES = 4 * 1024 * 1024;
    private static final DefaultQueryMatcher MATCHER = new DefaultQueryMatcher();

    private final StoredCollection collection;
    private final Engine engine;
    private final Plan plan;
    private final Document query;
    private final boolean data;
    private final Set<Key> seen = new HashSet<>();
    private int position;
    private byte @Nullable [] last;
    private long toSkip;
    private long remaining;
    private boolean countOnly;
    private long counted;

    PlanSource(StoredCollection collection, Engine engine, Plan plan, Document query, long skip, long limit) {
        this.collection = collection;
        this.engine = engine;
        this.plan = plan;
        this.query = query;
        this.data = plan.index() == collection.idIndex();
        this.toSkip = skip;
        this.remaining = limit == 0 ? Long.MAX_VALUE : limit;
        if (plan.scan()) {
            engine.metrics.collectionScans.increment();
            ScanLog.scanned(collection.namespace(), query);
        }
    }

    @Override
    public boolean exhausted() {
        return remaining == 0 || position >= plan.bounds().size();
    }

    @Override
    public List<StoredDocument> next(int max, int maxBytes) {
        Taken taken = new Taken(max, maxBytes);
        while (!exhausted() && !taken.full()) {
            if (plan.points()) {
                points(taken);
            } else {
                stretch(taken);
            }
        }
        return taken.documents;
    }

    /** How many documents there are, without fetching them where the plan is exact. */
    long count() {
        long count = 0;
        countOnly = plan.exact();
        while (!exhausted()) {
            count += next(COUNT_BATCH, COUNT_BATCH_BYTES).size();
        }
        return count + counted;
    }

    private void points(Taken taken) {
        int count = Math.min(taken.want(), plan.bounds().size() - position);
        List<byte[]> keys = new ArrayList<>(count);
        for (KeyBounds bounds : plan.bounds().subList(position, position + count)) {
            keys.add(bounds.from());
        }
        position += count;
        engine.metrics.keysExamined.add(count);
        if (data) {
            fetched(engine.get(keys), taken);
            return;
        }
        List<byte[]> documents = new ArrayList<>(count);
        for (byte @Nullable [] id : engine.get(keys)) {
            if (id != null && fresh(id)) {
                documents.add(Spaces.key(collection.space(), id));
            }
        }
        fetched(engine.get(documents), taken);
    }

    private void stretch(Taken taken) {
        KeyBounds bounds = plan.bounds().get(plan.backward() ? plan.bounds().size() - 1 - position : position);
        byte[] from = bounds.from();
        byte[] to = bounds.to();
        if (last != null && plan.backward()) {
            to = last;
        } else if (last != null) {
            // The first key behind the last one read.
            from = KeyBounds.join(last, new byte[1]);
        }
        try (Engine.KeyRange range = engine.range(from, to)) {
            range.first(plan.backward());
            boolean more = range.valid();
            while (more && remaining > 0 && !taken.full()) {
                more = data ? readData(range, taken) : readEntries(range, taken);
            }
            if (!more) {
                position++;
                last = null;
            }
        }
    }

    private boolean readData(Engine.KeyRange range, Taken taken) {
        engine.metrics.keysExamined.increment();
        byte[] value = range.value();
        last = range.key();
        range.next(plan.backward());
        engine.metrics.documentsExamined.increment();
        offer(value, taken);
        return range.valid();
    }

    private boolean readEntries(Engine.KeyRange range, Taken taken) {
        List<byte[]> documents = new ArrayList<>();
        int want = taken.want();
        boolean more = true;
        while (more && documents.size() < want) {
            engine.metrics.keysExamined.increment();
            byte[] key = range.key();
            byte[] id = plan.index().unique() ? range.value() : StoredCollection.idOfEntry(key);
            last = key;
            if (fresh(id)) {
                if (plan.exact() && toSkip > 0) {
                    toSkip--;
                } else if (countOnly) {
                    counted++;
                    remaining--;
                    more = remaining > 0;
                } else {
                    documents.add(Spaces.key(collection.space(), id));
                }
            }
            range.next(plan.backward());
            more &= range.valid();
        }
        fetched(range.get(documents), taken);
        return more;
    }

    private boolean fresh(byte[] id) {
        return !plan.distinct() || seen.add(new Key(id));
    }

    private void fetched(List<byte @Nullable []> documents, Taken taken) {
        for (byte @Nullable [] document : documents) {
            if (document != null) {
                engine.metrics.documentsExamined.increment();
                offer(document, taken);
            }
        }
    }

    private void offer(byte[] bson, Taken taken) {
        StoredDocument document = new StoredDocument(bson);
        if (!plan.exact() && !MATCHER.matches(document.decoded(), query)) {
            return;
        }
        if (toSkip > 0) {
            toSkip--;
        } else if (remaining > 0) {
            remaining--;
            taken.add(document);
        }
    }

    /** The batch being filled. */
    private final class Taken {

        private final List<StoredDocument> documents = new ArrayList<>();
        private final int max;
        private final int maxBytes;
        private long bytes;

        Taken(int max, int maxBytes) {
            this.max = max;
            this.maxBytes = maxBytes;
        }

        void add(StoredDocument document) {
            documents.add(document);
            bytes += document.bson().length;
        }

        boolean full() {
            return documents.size() >= max || bytes >= maxBytes;
        }

        /** How many keys to read before the next fetch: never more than could still be wanted. */
        int want() {
            long wanted = Math.min(max - documents.size(), remaining);
            if (bytes > 0) {
                wanted = Math.min(wanted, 1 + (maxBytes - bytes) * documents.size() / bytes);
            }
            return (int) Math.clamp(wanted + (plan.exact() ? 0 : toSkip), 1, FETCH);
        }
    }
}
