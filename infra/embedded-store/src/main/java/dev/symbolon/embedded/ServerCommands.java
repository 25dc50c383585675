package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;

/** What a server says of itself. */
final class ServerCommands {

    private static final String VERSION = "5.0.0";
    private static final int WIRE_VERSION = 13;

    private final Metrics metrics;
    private final Cursors cursors;
    private final Catalogue catalogue;

    ServerCommands(Metrics metrics, Cursors cursors, Catalogue catalogue) {
        this.metrics = metrics;
        this.cursors = cursors;
        this.catalogue = catalogue;
    }

    Document hello(Request request) {
        return new Document(request.command().equals("hello") ? "isWritablePrimary" : "ismaster", true)
                .append("helloOk", true)
                .append("maxBsonObjectSize", RawBson.MAX_DOCUMENT_BYTES)
                .append("maxMessageSizeBytes", Connection.MAX_MESSAGE_BYTES)
                .append("maxWriteBatchSize", 100_000)
                .append("localTime", Instant.now())
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION)
                .append("readOnly", false)
                .append("ok", 1.0);
    }

    Document buildInfo(Request request) {
        return new Document("version", VERSION)
                .append("versionArray", List.of(5, 0, 0, 0))
                .append("modules", List.of())
                .append("storageEngines", List.of("rocksdb"))
                .append("maxBsonObjectSize", RawBson.MAX_DOCUMENT_BYTES)
                .append("ok", 1.0);
    }

    /** The names that MongoDB has for the same counters, so that one test reads both. */
    Document serverStatus(Request request) {
        StoreCounters counters = metrics.read();
        Document executor = new Document("scanned", counters.keysExamined())
                .append("scannedObjects", counters.documentsExamined())
                .append(
                        "collectionScans",
                        new Document("nonTailable", counters.collectionScans())
                                .append("total", counters.collectionScans()));
        Document cursor = new Document("open", new Document("total", (long) cursors.open()));
        return new Document("version", VERSION)
                .append("process", "symbolon-embedded-store")
                .append("pid", ProcessHandle.current().pid())
                .append("uptimeMillis", ManagementFactory.getRuntimeMXBean().getUptime())
                .append("localTime", Instant.now())
                .append("metrics", new Document("queryExecutor", executor).append("cursor", cursor))
                .append("symbolon", counters(counters))
                .append("ok", 1.0);
    }

    Document storeStats(Request request) {
        return counters(metrics.read()).append("ok", 1.0);
    }

    private static Document counters(StoreCounters counters) {
        return new Document("documentsExamined", counters.documentsExamined())
                .append("keysExamined", counters.keysExamined())
                .append("collectionScans", counters.collectionScans())
                .append("commits", counters.commits())
                .append("fsyncs", counters.fsyncs())
                .append("commands", counters.commands());
    }

    Document collStats(Request request) {
        Namespace namespace = request.namespace();
        long count = catalogue.find(namespace).map(StoredCollection::size).orElse(0L);
        return new Document("ns", namespace.toString()).append("count", count).append("ok", 1.0);
    }

    Document connectionStatus(Request request) {
        Document nobody = new Document("authenticatedUsers", List.of()).append("authenticatedUserRoles", List.of());
        return new Document("authInfo", nobody).append("ok", 1.0);
    }
}
