package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** find and its kin. */
final class ReadCommands {

    private final Catalogue catalogue;
    private final Cursors cursors;

    ReadCommands(Catalogue catalogue, Cursors cursors) {
        this.catalogue = catalogue;
        this.cursors = cursors;
    }

    Document find(Request request) {
        Document body = request.body();
        Namespace namespace = request.namespace();
        StoredCollection collection = catalogue.find(namespace).orElse(null);
        if (collection == null) {
            return cursors.first(namespace, SortedSource.of(List.of()), new Projection.All(), -1, true);
        }
        int limit = Values.intOr(body.get("limit"), 0);
        boolean singleBatch = limit < 0 || Values.isTrue(body.get("singleBatch"));
        DocumentSource source = collection.find(
                request.documentOrEmpty("filter"),
                SortOrder.of(request.documentOrEmpty("sort")),
                Values.intOr(body.get("skip"), 0),
                Math.abs((long) limit));
        Projection projection = projection(request.documentOrEmpty("projection"), collection);
        return cursors.first(namespace, source, projection, Values.intOr(body.get("batchSize"), -1), singleBatch);
    }

    private Projection projection(Document spec, StoredCollection collection) {
        return spec.isEmpty() ? new Projection.All() : Projection.of(spec, new QueryLanguage(collection, catalogue));
    }

    Document getMore(Request request) {
        Document body = request.body();
        Namespace namespace = new Namespace(request.database(), String.valueOf(body.get("collection")));
        long id = body.get("getMore") instanceof Number number ? number.longValue() : 0;
        return cursors.next(namespace, id, Values.intOr(body.get("batchSize"), 0));
    }

    Document killCursors(Request request) {
        List<Object> killed = new ArrayList<>();
        List<Object> unknown = new ArrayList<>();
        if (request.body().get("cursors") instanceof List<?> ids) {
            for (@Nullable Object id : ids) {
                if (id instanceof Number number) {
                    (cursors.kill(number.longValue()) ? killed : unknown).add(number.longValue());
                }
            }
        }
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of())
                .append("ok", 1.0);
    }

    Document count(Request request) {
        Document body = request.body();
        long count = catalogue
                .find(request.namespace())
                .map(collection -> collection.count(
                        request.documentOrEmpty("query"), Values.intOr(body.get("skip"), 0), Math.abs((long)
                                Values.intOr(body.get("limit"), 0))))
                .orElse(0L);
        return new Document("n", (int) Math.min(count, Integer.MAX_VALUE)).append("ok", 1.0);
    }

    Document distinct(Request request) {
        return catalogue
                .find(request.namespace())
                .map(collection -> new QueryLanguage(collection, catalogue).handleDistinct(request.body()))
                .orElseGet(() -> new Document("values", List.of()).append("ok", 1.0));
    }
}
