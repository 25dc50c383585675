package dev.symbolon.infra.log;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;

/** The store that tests run on: the embedded one, or whichever MongoDB that {@code MONGODB_URI} names. One per JVM. */
public final class TestStore {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String RUN = Long.toString(System.nanoTime(), 36);

    private static final class Shared {
        static final String ADDRESS =
                Optional.ofNullable(System.getenv("MONGODB_URI")).orElseGet(Shared::embedded);
        static final MongoClient CLIENT = MongoClients.create(ADDRESS);

        private static String embedded() {
            try {
                Path data = Files.createTempDirectory("symbolon-store");
                EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(data, Durability.WAL));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        store.close();
                        RunFolder.delete(data);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }));
                return store.connectionString();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** A URI with a database that nobody used before. */
    public static String freshDatabase() {
        return withDatabase(Shared.ADDRESS, "t" + RUN + "_" + DATABASES.incrementAndGet());
    }

    /** A database that nobody used before. */
    public static MongoDatabase database() {
        return Shared.CLIENT.getDatabase(Objects.requireNonNull(new ConnectionString(freshDatabase()).getDatabase()));
    }

    /** The same database by way of another port of this machine. */
    public static String through(int port, String uri) {
        return uri.replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/");
    }

    public static int port() {
        String host = new ConnectionString(Shared.ADDRESS).getHosts().getFirst();
        return host.contains(":") ? Integer.parseInt(host.substring(host.indexOf(':') + 1)) : 27017;
    }

    private static String withDatabase(String address, String name) {
        int options = address.indexOf('?');
        String base = options < 0 ? address : address.substring(0, options);
        String bare = base.indexOf('/', "mongodb://".length()) < 0
                ? base
                : base.substring(0, base.indexOf('/', "mongodb://".length()));
        return bare + "/" + name + (options < 0 ? "" : address.substring(options));
    }

    /** Documents that the store has examined for queries so far. */
    public static long examined() {
        return counter("scannedObjects");
    }

    /** Queries so far that no index served. */
    public static long scans() {
        return counter("collectionScans", "total");
    }

    private static long counter(String... path) {
        Document status = Shared.CLIENT.getDatabase("admin").runCommand(new Document("serverStatus", 1));
        Document at = status.get("metrics", Document.class).get("queryExecutor", Document.class);
        for (int i = 0; i < path.length - 1; i++) {
            at = at.get(path[i], Document.class);
        }
        return ((Number) at.get(path[path.length - 1])).longValue();
    }

    private TestStore() {}
}
