package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and ending: who holds a folder, what a reopened store reads, what happens without room. */
class OpeningTest {

    @TempDir
    Path folder;

    private EmbeddedStoreSettings settings() {
        return EmbeddedStoreSettings.local(folder.resolve("store"), Durability.WAL);
    }

    @Test
    void a_folder_in_use_is_refused_and_the_holder_named() throws IOException {
        try (EmbeddedStore _ = EmbeddedStore.open(settings())) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> EmbeddedStore.open(settings()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(
                                "in use by process " + ProcessHandle.current().pid());
            }
            Process other = StoreProcess.launch(settings().data(), Durability.WAL);
            assertThat(other.onExit().join().exitValue()).isEqualTo(1);
            assertThat(Files.readString(StoreProcess.errors(settings().data())))
                    .contains("in use by process " + ProcessHandle.current().pid());
        }
        EmbeddedStore.open(settings()).close();
    }

    @Test
    void a_folder_that_another_process_holds_is_refused() throws IOException {
        try (StoreProcess holder = StoreProcess.start(settings().data(), Durability.WAL)) {
            assertThatThrownBy(() -> EmbeddedStore.open(settings()))
                    .hasMessageContaining("in use by process " + holder.pid());
        }
    }

    @Test
    void a_port_in_use_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            EmbeddedStoreSettings settings = new EmbeddedStoreSettings(
                    folder.resolve("store"), "127.0.0.1", taken.getLocalPort(), Durability.WAL);
            assertThatThrownBy(() -> EmbeddedStore.open(settings))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        EmbeddedStore.open(settings()).close();
    }

    @Test
    void a_terminated_process_ends_cleanly_and_starts_again() throws IOException {
        for (int round = 0; round < 2; round++) {
            try (StoreProcess store = StoreProcess.start(settings().data(), Durability.FSYNC);
                    MongoClient client = MongoClients.create(store.connectionString())) {
                client.getDatabase("d").getCollection("c").insertOne(new Document("_id", round));
                assertThat(client.getDatabase("d").getCollection("c").countDocuments())
                        .isEqualTo(round + 1);
                assertThat(store.terminate()).isEqualTo(143);
            }
        }
        assertThat(StoreChecker.check(settings().data())).isEqualTo(2);
    }

    @Test
    void wrong_arguments_are_told() throws IOException {
        assertThatThrownBy(() -> EmbeddedStoreMain.settings(new String[] {"--port", "1"}))
                .hasMessageContaining("--data");
        assertThatThrownBy(() -> EmbeddedStoreMain.settings(new String[] {"--data", "x", "--port", "many"}))
                .hasMessageContaining("--port");
        assertThatThrownBy(() -> EmbeddedStoreMain.settings(new String[] {"--data", "x", "--durability", "none"}))
                .hasMessageContaining("--durability");
        assertThatThrownBy(() -> EmbeddedStoreMain.settings(new String[] {"--data", "x", "--what", "y"}))
                .hasMessageContaining("--what");
    }

    @Test
    void reopening_reads_the_catalogue_only() throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(settings());
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
            things.createIndex(Indexes.ascending("a"));
            things.createIndex(
                    Indexes.ascending("u"), new IndexOptions().unique(true).sparse(true));
            things.insertMany(IntStream.range(0, 10_000)
                    .mapToObj(i -> new Document("_id", i).append("a", i % 10).append("u", "u" + i))
                    .toList());
        }
        try (EmbeddedStore store = EmbeddedStore.open(settings());
                MongoClient client = MongoClients.create(store.connectionString())) {
            assertThat(store.counters().documentsExamined()).isZero();
            assertThat(store.counters().keysExamined()).isZero();
            MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
            assertThat(things.estimatedDocumentCount()).isEqualTo(10_000);
            assertThat(things.find(Filters.eq("u", "u77")).first().get("_id")).isEqualTo(77);
            assertThat(things.countDocuments(Filters.eq("a", 3))).isEqualTo(1_000);
            assertThat(store.counters().collectionScans()).isZero();
            assertThat(store.counters().documentsExamined()).isEqualTo(1);
            assertThatThrownBy(() -> things.insertOne(new Document("u", "u5"))).isInstanceOf(MongoException.class);
        }
    }

    @Test
    void that_an_index_holds_arrays_is_remembered_even_if_a_refused_write_found_it_first() throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(settings());
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
            things.createIndex(Indexes.ascending("tags"));
            things.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true));
            things.insertMany(List.of(new Document("_id", 1).append("u", 1), new Document("_id", 2).append("u", 2)));
            assertThatThrownBy(() -> things.updateOne(
                            Filters.eq(2), Updates.combine(Updates.set("tags", List.of("x")), Updates.set("u", 1))))
                    .isInstanceOf(MongoException.class);
            things.insertOne(new Document("_id", 3).append("u", 3).append("tags", List.of("a", "b")));
        }
        try (EmbeddedStore store = EmbeddedStore.open(settings());
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
            assertThat(things.find(Filters.in("tags", "a", "b")).into(new ArrayList<>()))
                    .hasSize(1);
        }
        StoreChecker.check(settings().data());
    }

    @Test
    void without_room_writes_are_refused_and_nothing_is_damaged() throws IOException {
        // A limit on the size of a file makes the engine's own writes fail half-way, as a disk without room does.
        String[] limited = {"bash", "-c", "ulimit -f 8192; exec \"$@\"", "limited"};
        Files.createDirectories(settings().data());
        NativeLibrary.load(settings().data().resolve("native"));
        try (StoreProcess first = StoreProcess.start(settings().data(), Durability.WAL)) {
            first.terminate();
        }
        int acknowledged = 0;
        try (StoreProcess store = StoreProcess.start(settings().data(), Durability.WAL, limited);
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
            things.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true));
            try {
                while (acknowledged < 100_000) {
                    things.insertOne(new Document("_id", acknowledged)
                            .append("u", "u" + acknowledged)
                            .append("bytes", new Binary(new byte[10_000])));
                    acknowledged++;
                }
            } catch (MongoException e) {
                assertThat(e.getMessage()).containsAnyOf("File too large", "disk", "storage engine");
            }
            assertThat(acknowledged).isBetween(100, 99_999);
            assertThat(things.find(Filters.eq(acknowledged / 2)).first()).isNotNull();
        }
        assertThat(StoreChecker.check(settings().data())).isBetween((long) acknowledged, acknowledged + 1L);
    }

    @Test
    void a_disk_below_its_reserve_refuses_what_grows_but_not_a_deletion() throws IOException {
        System.setProperty("symbolon.store.diskReserveBytes", Long.toString(Long.MAX_VALUE));
        try (Engine engine = Engine.open(folder.resolve("store"), Durability.WAL)) {
            Batch batch = new Batch();
            batch.put(new byte[] {1}, new byte[] {1});
            assertThatThrownBy(() -> engine.write(batch, true)).hasMessageContaining("writes are refused");
            batch.clear();
            batch.delete(new byte[] {1});
            engine.write(batch, false);
        } finally {
            System.clearProperty("symbolon.store.diskReserveBytes");
        }
    }
}
