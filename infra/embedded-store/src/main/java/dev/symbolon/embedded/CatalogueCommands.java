package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;

/** Collections and indexes by command. */
final class CatalogueCommands {

    private final Catalogue catalogue;

    CatalogueCommands(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Document create(Request request) {
        for (String option : List.of("capped", "timeseries", "viewOn", "collation", "validator", "clusteredIndex")) {
            if (Values.isTrue(request.body().get(option))) {
                throw new MongoServerError(72, "InvalidOptions", "collection option " + option + " is not supported");
            }
        }
        catalogue.create(request.namespace(), true);
        return Commands.ok();
    }

    Document createIndexes(Request request) {
        StoredCollection collection = catalogue.findOrCreate(request.namespace());
        int before = collection.indexes().size() + 1;
        for (Document spec : request.documents("indexes")) {
            while (collection.createIndex(spec).isEmpty()) {
                collection = catalogue.findOrCreate(request.namespace());
            }
        }
        return new Document("numIndexesBefore", before)
                .append("numIndexesAfter", collection.indexes().size() + 1)
                .append("ok", 1.0);
    }

    Document listIndexes(Request request) {
        StoredCollection collection = existing(request);
        List<Object> descriptions = new ArrayList<>();
        descriptions.add(
                new Document("v", 2).append("key", new Document("_id", 1)).append("name", "_id_"));
        collection.indexes().forEach(index -> descriptions.add(index.description()));
        return listing(request, descriptions);
    }

    Document dropIndexes(Request request) {
        StoredCollection collection = existing(request);
        Object which = request.body().get("index");
        for (StoredIndex index : collection.indexes()) {
            if ("*".equals(which)
                    || index.name().equals(which)
                    || index.pattern().equals(which)) {
                collection.dropIndex(index.name());
                if (!"*".equals(which)) {
                    return Commands.ok();
                }
            }
        }
        if (!"*".equals(which)) {
            throw new MongoServerError(27, "IndexNotFound", "index not found with name [" + which + "]");
        }
        return Commands.ok();
    }

    Document listCollections(Request request) {
        Object name = request.documentOrEmpty("filter").get("name");
        List<Object> descriptions = new ArrayList<>();
        for (StoredCollection collection : catalogue.collectionsOf(request.database())) {
            String own = collection.namespace().collection();
            if (!(name instanceof String wanted) || wanted.equals(own)) {
                descriptions.add(new Document("name", own)
                        .append("type", "collection")
                        .append("options", new Document())
                        .append("info", new Document("readOnly", false)));
            }
        }
        return listing(request, descriptions);
    }

    Document listDatabases(Request request) {
        List<Document> names = catalogue.databases().stream()
                .map(name -> new Document("name", name).append("sizeOnDisk", 0L).append("empty", false))
                .toList();
        return new Document("databases", names).append("totalSize", 0L).append("ok", 1.0);
    }

    Document drop(Request request) {
        // Dropping what isn't there succeeds, as it does on MongoDB since 7.0.
        catalogue.drop(request.namespace());
        return Commands.ok();
    }

    Document dropDatabase(Request request) {
        catalogue.collectionsOf(request.database()).forEach(collection -> catalogue.drop(collection.namespace()));
        return new Document("dropped", request.database()).append("ok", 1.0);
    }

    Document rename(Request request) {
        Namespace from = Namespace.parse(String.valueOf(request.body().get("renameCollection")));
        Namespace to = Namespace.parse(String.valueOf(request.body().get("to")));
        if (from.equals(to)) {
            throw new MongoServerError(20, "IllegalOperation", "can't rename a collection to itself");
        }
        catalogue.rename(from, to, Values.isTrue(request.body().get("dropTarget")));
        return Commands.ok();
    }

    private StoredCollection existing(Request request) {
        Namespace namespace = request.namespace();
        return catalogue
                .find(namespace)
                .orElseThrow(() -> new MongoServerError(26, "NamespaceNotFound", "ns does not exist: " + namespace));
    }

    private static Document listing(Request request, List<Object> batch) {
        Document cursor = new Document("id", 0L)
                .append("ns", request.database() + ".$cmd." + request.command())
                .append("firstBatch", batch);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
