package dev.symbolon.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The store that the contract is tested on: the MongoDB that MONGODB_URI names, or else an embedded one. A database per test. */
final class StoreUnderTest implements BeforeEachCallback, AfterEachCallback {

    private static final MongoClient CLIENT = MongoClients.create(uri());
    private MongoDatabase database;

    private static String uri() {
        return Optional.ofNullable(System.getenv("MONGODB_URI"))
                .filter(uri -> !uri.isBlank())
                .orElseGet(StoreUnderTest::embedded);
    }

    private static String embedded() {
        try {
            Path data = Files.createTempDirectory("embedded-store");
            EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(data, Durability.WAL));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAndDelete(store, data)));
            return store.connectionString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAndDelete(EmbeddedStore store, Path data) {
        try {
            store.close();
            TestFolders.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        database = CLIENT.getDatabase("t" + UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        database.drop();
    }

    MongoDatabase database() {
        return database;
    }

    MongoDatabase otherDatabase(String suffix) {
        return CLIENT.getDatabase(database.getName() + suffix);
    }

    MongoClient client() {
        return CLIENT;
    }

    MongoCollection<Document> collection() {
        return database.getCollection("things");
    }

    /** The counters under the names that MongoDB has for them. */
    Counters counters() {
        Document executor = CLIENT.getDatabase("admin")
                .runCommand(new Document("serverStatus", 1))
                .get("metrics", Document.class)
                .get("queryExecutor", Document.class);
        return new Counters(
                ((Number) executor.get("scannedObjects")).longValue(),
                ((Number) executor.get("collectionScans", Document.class).get("total")).longValue());
    }

    record Counters(long documentsExamined, long collectionScans) {}
}
