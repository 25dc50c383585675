package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded store tells of itself, beyond the contract that it shares with MongoDB. */
class ServerTest {

    @TempDir
    Path folder;

    @Test
    void counters_are_the_same_in_java_and_over_the_wire() throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(folder, Durability.WAL));
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoDatabase database = client.getDatabase("d");
            database.getCollection("c").insertOne(new Document("a", 1));
            database.getCollection("c").find(Filters.eq("a", 1)).first();
            Document stats = database.runCommand(new Document("symbolonStoreStats", 1));
            assertThat(stats.getLong("collectionScans")).isEqualTo(1);
            assertThat(stats.getLong("documentsExamined")).isEqualTo(1);
            assertThat(stats.getLong("fsyncs")).isZero();
            assertThat(store.counters().collectionScans()).isEqualTo(1);
            assertThat(store.counters().documentsExamined()).isEqualTo(1);
            assertThat(store.counters().commits()).isEqualTo(stats.getLong("commits"));
        }
    }

    @Test
    void a_query_can_be_explained() throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(folder, Durability.WAL));
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("d").getCollection("c");
            things.createIndex(Indexes.ascending("tenant", "clock"));
            Document indexed = winning(things.find(Filters.eq("tenant", "t"))
                    .sort(Sorts.descending("clock"))
                    .explain());
            assertThat(indexed.getString("stage")).isEqualTo("IXSCAN");
            assertThat(indexed.getString("indexName")).isEqualTo("tenant_1_clock_1");
            assertThat(indexed.getString("direction")).isEqualTo("backward");
            Document sorted = winning(things.find(Filters.eq("tenant", "t"))
                    .sort(Sorts.ascending("other"))
                    .explain());
            assertThat(sorted.getString("stage")).isEqualTo("SORT");
            assertThat(winning(things.find(Filters.eq("x", 1)).explain()).getString("stage"))
                    .isEqualTo("COLLSCAN");
        }
    }

    private static Document winning(Document explained) {
        return explained.get("queryPlanner", Document.class).get("winningPlan", Document.class);
    }

    @Test
    void every_acknowledged_write_is_synchronised_and_one_fsync_serves_many() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(folder, Durability.FSYNC));
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("d").getCollection("c");
            things.insertOne(new Document());
            StoreCounters before = store.counters();
            things.insertOne(new Document());
            assertThat(store.counters().fsyncs()).isEqualTo(before.fsyncs() + 1);
            try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
                IntStream.range(0, 400).forEach(_ -> threads.submit(() -> things.insertOne(new Document())));
            }
            assertThat(things.countDocuments()).isEqualTo(402);
            assertThat(store.counters().fsyncs() - before.fsyncs())
                    .isLessThanOrEqualTo(store.counters().commits() - before.commits());
        }
    }

    @Test
    void what_the_store_does_not_do_is_refused_rather_than_ignored() throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(folder, Durability.WAL));
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoDatabase database = client.getDatabase("d");
            for (Document option : List.of(
                    new Document("expireAfterSeconds", 5),
                    new Document("partialFilterExpression", new Document("a", 1)))) {
                Document index = new Document("key", new Document("a", 1)).append("name", "a");
                index.putAll(option);
                Document command = new Document("createIndexes", "c").append("indexes", List.of(index));
                assertThatThrownBy(() -> database.runCommand(command)).isInstanceOf(MongoCommandException.class);
            }
            Document capped = new Document("create", "k").append("capped", true).append("size", 100);
            assertThatThrownBy(() -> database.runCommand(capped)).isInstanceOf(MongoCommandException.class);
            Document out = new Document("aggregate", "c")
                    .append("pipeline", List.of(new Document("$out", "x")))
                    .append("cursor", new Document());
            assertThatThrownBy(() -> database.runCommand(out)).isInstanceOf(MongoCommandException.class);
        }
    }
}
