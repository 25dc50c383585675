package dev.symbolon.embedded;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** aggregate: what a query can do of a pipeline's beginning is done by a query, the rest by the library's stages. */
final class Aggregations {

    private static final int BATCH = 500;
    private static final int BATCH_BYTES = 4 * 1024 * 1024;
    private static final Set<String> CHANGING = Set.of("$out", "$merge");

    private final Catalogue catalogue;
    private final Cursors cursors;

    Aggregations(Catalogue catalogue, Cursors cursors) {
        this.catalogue = catalogue;
        this.cursors = cursors;
    }

    Document aggregate(Request request) {
        Deque<Document> stages =
                new ArrayDeque<>(Aggregation.parse(request.body().get("pipeline")));
        if (stages.stream().anyMatch(stage -> stage.keySet().stream().anyMatch(CHANGING::contains))) {
            throw new MongoServerError(238, "NotImplemented", "an aggregation can't write");
        }
        Namespace namespace = request.namespace();
        StoredCollection collection = catalogue.find(namespace).orElse(null);
        DocumentSource result = SortedSource.of(List.of());
        if (collection != null) {
            Head head = Head.takeFrom(stages);
            result = head.isCount(stages)
                    ? head.count(collection, stages)
                    : rest(collection, head.open(collection), stages);
        }
        int batchSize = Values.intOr(request.documentOrEmpty("cursor").get("batchSize"), -1);
        return cursors.first(namespace, result, new Projection.All(), batchSize, false);
    }

    private DocumentSource rest(StoredCollection collection, DocumentSource source, Deque<Document> stages) {
        if (stages.isEmpty()) {
            return source;
        }
        QueryLanguage language = new QueryLanguage(collection, catalogue);
        Aggregation aggregation = Aggregation.fromPipeline(
                new ArrayList<>(stages),
                name -> new QueryDatabase(catalogue, name),
                language.getDatabase(),
                language,
                NoopOplog.get());
        List<StoredDocument> results = new ArrayList<>();
        for (Document result : aggregation.runStages(stream(source))) {
            results.add(new StoredDocument(BsonWriter.bytes(result)));
        }
        return SortedSource.of(results);
    }

    private static Stream<Document> stream(DocumentSource source) {
        Iterator<Document> documents = new Iterator<>() {
            private Iterator<StoredDocument> batch = List.<StoredDocument>of().iterator();

            @Override
            public boolean hasNext() {
                while (!batch.hasNext() && !source.exhausted()) {
                    batch = source.next(BATCH, BATCH_BYTES).iterator();
                }
                return batch.hasNext();
            }

            @Override
            public Document next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return batch.next().decoded();
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(documents, Spliterator.ORDERED), false);
    }

    /** The pipeline's beginning as a query: matches, then an order, then skip and limit. */
    private record Head(Document query, SortOrder sort, long skip, long limit) {

        static Head takeFrom(Deque<Document> stages) {
            List<Document> matches = new ArrayList<>();
            while (argument(stages, "$match") instanceof Document match) {
                matches.add(match);
                stages.removeFirst();
            }
            SortOrder sort = SortOrder.NONE;
            if (argument(stages, "$sort") instanceof Document order) {
                sort = SortOrder.of(order);
                stages.removeFirst();
            }
            long skip = 0;
            if (argument(stages, "$skip") instanceof Number number) {
                skip = number.longValue();
                stages.removeFirst();
            }
            long limit = 0;
            if (argument(stages, "$limit") instanceof Number number && number.longValue() > 0) {
                limit = number.longValue();
                stages.removeFirst();
            }
            Document query =
                    switch (matches.size()) {
                        case 0 -> new Document();
                        case 1 -> matches.getFirst();
                        default -> new Document("$and", matches);
                    };
            return new Head(query, sort, skip, limit);
        }

        private static Object argument(Deque<Document> stages, String stage) {
            Document first = stages.peekFirst();
            Object argument = first != null && first.size() == 1 ? first.get(stage) : null;
            return argument == null ? "" : argument;
        }

        DocumentSource open(StoredCollection collection) {
            return collection.find(query, sort, skip, limit);
        }

        /** Whether all that follows is counting: what countDocuments sends. */
        boolean isCount(Deque<Document> stages) {
            return stages.size() == 1
                    && argument(stages, "$group") instanceof Document group
                    && group.size() == 2
                    && group.get("_id") instanceof Number
                    && group.get("n") instanceof Document sum
                    && sum.equals(new Document("$sum", 1));
        }

        DocumentSource count(StoredCollection collection, Deque<Document> stages) {
            long count = collection.count(query, skip, limit);
            if (count == 0) {
                return SortedSource.of(List.of());
            }
            Map<?, ?> group = (Map<?, ?>) argument(stages, "$group");
            Document result = new Document("_id", group.get("_id"))
                    .append("n", count <= Integer.MAX_VALUE ? (Object) (int) count : (Object) count);
            return SortedSource.of(List.of(new StoredDocument(BsonWriter.bytes(result))));
        }
    }
}
