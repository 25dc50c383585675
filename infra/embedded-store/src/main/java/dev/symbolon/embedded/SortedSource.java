package dev.symbolon.embedded;

import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/** An answer held in memory: sorted because no index gave the order, or computed by an aggregation. */
final class SortedSource implements DocumentSource {

    private static final long MAX_BYTES = 100L * 1024 * 1024;
    private static final int BATCH = 1_000;

    private final Deque<StoredDocument> documents;

    private SortedSource(Deque<StoredDocument> documents) {
        this.documents = documents;
    }

    static SortedSource of(List<StoredDocument> documents) {
        return new SortedSource(new ArrayDeque<>(documents));
    }

    /** Sorts what the source has, keeping no more than skip and limit ask for. */
    static SortedSource sort(DocumentSource source, SortOrder order, long skip, long limit) {
        long keep = limit == 0 ? Long.MAX_VALUE : skip + limit;
        DocumentComparator byFields = new DocumentComparator(order.spec());
        Comparator<Ranked> comparator = Comparator.<Ranked, Document>comparing(
                        ranked -> ranked.document.decoded(), byFields)
                .thenComparingLong(Ranked::arrival);
        PriorityQueue<Ranked> worstFirst = new PriorityQueue<>(comparator.reversed());
        long bytes = 0;
        long arrival = 0;
        while (!source.exhausted()) {
            for (StoredDocument document : source.next(BATCH, Integer.MAX_VALUE)) {
                worstFirst.add(new Ranked(document, arrival++));
                bytes += document.bson().length;
                if (worstFirst.size() > keep) {
                    bytes -= worstFirst.remove().document.bson().length;
                }
                if (bytes > MAX_BYTES) {
                    throw new MongoServerError(
                            292,
                            "QueryExceededMemoryLimitNoDiskUseAllowed",
                            "Sort exceeded memory limit: no index gives this order");
                }
            }
        }
        List<Ranked> ranked = new ArrayList<>(worstFirst);
        ranked.sort(comparator);
        Deque<StoredDocument> sorted = new ArrayDeque<>();
        ranked.stream().skip(skip).forEach(entry -> sorted.add(entry.document));
        return new SortedSource(sorted);
    }

    @Override
    public List<StoredDocument> next(int max, int maxBytes) {
        List<StoredDocument> batch = new ArrayList<>();
        long bytes = 0;
        while (!documents.isEmpty() && batch.size() < max && bytes < maxBytes) {
            StoredDocument next = documents.removeFirst();
            batch.add(next);
            bytes += next.bson().length;
        }
        return batch;
    }

    @Override
    public boolean exhausted() {
        return documents.isEmpty();
    }

    private record Ranked(StoredDocument document, long arrival) {}
}
