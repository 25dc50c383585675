package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 under load: what was acknowledged is there, and indexes and data agree. */
class KillTest {

    private static final int WRITERS = 6;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> counted = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    @Test
    void no_acknowledged_write_is_lost_by_kill_9(@TempDir Path folder) throws Exception {
        cycles(folder.resolve("store"), 3, 11, Durability.FSYNC);
    }

    @Test
    @Tag("long")
    void no_acknowledged_write_is_lost_by_many_kills(@TempDir Path folder) throws Exception {
        cycles(folder.resolve("fsync"), 10, 12, Durability.FSYNC);
        acknowledged.clear();
        counted.clear();
        cycles(folder.resolve("wal"), 10, 13, Durability.WAL);
    }

    private void cycles(Path data, int cycles, long seed, Durability durability) throws Exception {
        Random random = new Random(seed);
        for (int cycle = 0; cycle < cycles; cycle++) {
            try (StoreProcess store = StoreProcess.start(data, durability)) {
                try (MongoClient client = client(store)) {
                    verify(client);
                    loadAndKill(client, store, acknowledged.size() + 200 + random.nextInt(3_000));
                }
            }
        }
        try (StoreProcess store = StoreProcess.start(data, durability);
                MongoClient client = client(store)) {
            verify(client);
            store.terminate();
        }
        assertThat(StoreChecker.check(data)).isGreaterThanOrEqualTo(acknowledged.size());
    }

    private static MongoClient client(StoreProcess store) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(store.connectionString()))
                .retryWrites(false)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .build());
    }

    private void loadAndKill(MongoClient client, StoreProcess store, int target) throws InterruptedException {
        MongoCollection<Document> commits = client.getDatabase("cell").getCollection("commits");
        commits.createIndex(Indexes.ascending("slots"), new IndexOptions().unique(true));
        commits.createIndex(Indexes.ascending("tenant", "clock", "_id"));
        List<Thread> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> Thread.ofPlatform().start(() -> write(client, "w" + i)))
                .toList();
        while (acknowledged.size() < target && writers.stream().anyMatch(Thread::isAlive)) {
            LockSupport.parkNanos(1_000_000);
        }
        store.kill();
        for (Thread writer : writers) {
            writer.join(30_000);
        }
        assertThat(acknowledged.size()).isGreaterThanOrEqualTo(target);
    }

    private void write(MongoClient client, String writer) {
        MongoCollection<Document> commits = client.getDatabase("cell").getCollection("commits");
        MongoCollection<Document> rows = client.getDatabase("cell").getCollection("rows");
        try {
            for (int round = 0; ; round++) {
                List<Document> batch = new ArrayList<>();
                for (int i = 0; i <= round % 7; i++) {
                    batch.add(commit(next.incrementAndGet()));
                }
                commits.insertMany(batch, new InsertManyOptions().ordered(false));
                batch.forEach(document -> acknowledged.add(document.getString("_id")));
                rows.updateOne(
                        Filters.eq(writer),
                        Updates.combine(Updates.inc("n", 1), Updates.push("last", round)),
                        new UpdateOptions().upsert(true));
                counted.merge(writer, 1, Integer::sum);
            }
        } catch (MongoException e) {
            // The store was killed: what wasn't acknowledged may or may not be there.
        }
    }

    private static Document commit(int number) {
        return new Document("_id", "c" + number)
                .append("tenant", "t" + number % 5)
                .append("clock", (long) number)
                .append("slots", List.of("s/" + number + "#1", "s/" + number + "#2", "~w#" + number))
                .append("bytes", new Binary(new byte[600]));
    }

    private void verify(MongoClient client) {
        MongoCollection<Document> commits = client.getDatabase("cell").getCollection("commits");
        List<String> ids = List.copyOf(acknowledged);
        for (int from = 0; from < ids.size(); from += 1_000) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + 1_000));
            assertThat(commits.countDocuments(Filters.in("_id", some))).isEqualTo(some.size());
            List<String> slots =
                    some.stream().map(id -> "~w#" + id.substring(1)).toList();
            assertThat(commits.countDocuments(Filters.in("slots", slots))).isEqualTo(some.size());
        }
        counted.forEach((writer, count) -> assertThat(client.getDatabase("cell")
                        .getCollection("rows")
                        .find(Filters.eq(writer))
                        .first()
                        .getInteger("n"))
                .isGreaterThanOrEqualTo(count));
    }
}
