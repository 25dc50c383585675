package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/** explain of a find: which plan it would get, in MongoDB's words. */
final class Explain {

    private final Catalogue catalogue;

    Explain(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Document explain(Request request) {
        Document inner = request.documentOrEmpty("explain");
        if (!(inner.get("find") instanceof String name)) {
            throw new MongoServerError(238, "NotImplemented", "only find can be explained");
        }
        Namespace namespace = new Namespace(request.database(), name);
        Document winning = catalogue
                .find(namespace)
                .map(collection -> winning(collection, inner))
                .orElseGet(() -> new Document("stage", "EOF"));
        Document planner = new Document("namespace", namespace.toString()).append("winningPlan", winning);
        return new Document("queryPlanner", planner).append("ok", 1.0);
    }

    private static Document winning(StoredCollection collection, Document find) {
        Document filter = find.get("filter") instanceof Document document ? document : new Document();
        Document sort = find.get("sort") instanceof Document document ? document : new Document();
        Plan plan = collection.plan(filter, SortOrder.of(sort));
        Document stage = new Document("stage", plan.scan() ? "COLLSCAN" : "IXSCAN");
        if (!plan.scan()) {
            stage.append("keyPattern", plan.index().pattern())
                    .append("indexName", plan.index().name())
                    .append("isMultiKey", plan.multikey() != 0)
                    .append("isUnique", plan.index().unique())
                    .append("direction", plan.backward() ? "backward" : "forward")
                    .append("stretches", plan.bounds().size())
                    .append("exact", plan.exact());
        }
        return plan.sorted() ? stage : new Document("stage", "SORT").append("inputStage", stage);
    }
}
