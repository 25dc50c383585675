package dev.symbolon.embedded;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * What the store costs in CPU time of its own process, background work included. Arguments: a folder that doesn't exist yet, and
 * how many documents to fill it with (2000000 if not said).
 */
public final class StoreBenchmark {

    private static final int CONNECTIONS = 8;
    private static final int STEP = 200_000;

    private final Path data;
    private final int fill;
    private final AtomicInteger next = new AtomicInteger();
    private Process process;
    private MongoClient client;
    private MongoCollection<Document> commits;
    private MongoCollection<Document> rows;

    private StoreBenchmark(Path data, int fill) {
        this.data = data;
        this.fill = fill;
    }

    /** Prints a line per figure. */
    public static void main(String[] arguments) throws Exception {
        int fill = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000_000;
        new StoreBenchmark(Path.of(arguments[0]), fill).run();
    }

    private void run() throws Exception {
        start("fsync");
        commits.createIndex(Indexes.ascending("slots"), new IndexOptions().unique(true));
        commits.createIndex(Indexes.ascending("tenant", "clock", "_id"));
        rows.createIndex(Indexes.ascending("tenant", "kind"));
        insert("warm-up", 40_000, 10);
        measure("ping", 40_000, 1, _ -> client.getDatabase("admin").runCommand(new Document("ping", 1)));
        for (int batch : List.of(1, 10, 100)) {
            insert("fsync, batch " + batch, batch == 1 ? 10_000 : 40_000, batch);
        }
        restart("wal");
        insert("warm-up", 40_000, 10);
        for (int batch : List.of(1, 10, 100)) {
            insert("wal, batch " + batch, batch == 1 ? 20_000 : 40_000, batch);
        }
        reads("warm-up");
        reads("after " + next.get());
        while (next.get() < fill) {
            insert("fill to " + (next.get() + STEP), STEP, 100);
        }
        restart("wal");
        reads("warm-up");
        reads("after " + next.get());
        for (int batch : List.of(1, 10, 100)) {
            insert("wal, batch " + batch, batch == 1 ? 20_000 : 40_000, batch);
        }
        upserts();
        System.out.printf(Locale.ROOT, "on disk: %d bytes per commit%n", size() / next.get());
        killAndRestart();
        process.destroy();
        process.waitFor();
    }

    private void start(String durability) throws IOException {
        long begin = System.nanoTime();
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedStoreMain.class.getName(),
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--durability",
                        durability)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String ready = process.inputReader().readLine();
        System.out.printf(Locale.ROOT, "%s [%d ms with the JVM]%n", ready, (System.nanoTime() - begin) / 1_000_000);
        client = MongoClients.create(ready.replaceAll(".*(mongodb://\\S+).*", "$1"));
        commits = client.getDatabase("cell")
                .getCollection("commits")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        rows = client.getDatabase("cell").getCollection("rows");
    }

    private void restart(String durability) throws Exception {
        client.close();
        process.destroy();
        process.waitFor();
        start(durability);
    }

    private void killAndRestart() throws Exception {
        insert("before kill -9", 40_000, 100);
        client.close();
        process.destroyForcibly().waitFor();
        start("wal");
        insert("after kill -9", 10_000, 100);
    }

    private void insert(String name, int documents, int batch) throws Exception {
        InsertManyOptions unordered = new InsertManyOptions().ordered(false);
        measure(name, documents, batch, _ -> {
            List<Document> some = new ArrayList<>(batch);
            for (int i = 0; i < batch; i++) {
                some.add(commit(next.getAndIncrement()));
            }
            commits.insertMany(some, unordered);
        });
    }

    private void reads(String when) throws Exception {
        int count = next.get();
        measure("find by _id, " + when, 20_000, 1, seed -> {
            Document found = commits.find(Filters.eq(id(new Random(seed).nextInt(count))))
                    .first();
            require(found != null);
        });
        measure("slots $in 16, none there, " + when, 10_000, 1, seed -> {
            List<String> slots = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                slots.add(slot(new Random(seed * 31L + i).nextInt(count), 0, 9));
            }
            require(commits.find(Filters.in("slots", slots)).first() == null);
        });
        measure("slots $in 16, 16 there, " + when, 5_000, 1, seed -> {
            List<String> slots = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                slots.add(slot(new Random(seed * 31L + i).nextInt(count), 0, 1));
            }
            require(!commits.find(Filters.in("slots", slots))
                    .into(new ArrayList<>())
                    .isEmpty());
        });
        measure("50 by tenant and time, " + when, 3_000, 1, seed -> {
            int from = new Random(seed).nextInt(count / 2);
            require(commits.find(Filters.and(Filters.eq("tenant", tenant(from)), Filters.gt("clock", (long) from)))
                            .sort(Sorts.ascending("clock", "_id"))
                            .limit(50)
                            .into(new ArrayList<>())
                            .size()
                    == 50);
        });
    }

    private void upserts() throws Exception {
        UpdateOptions upsert = new UpdateOptions().upsert(true);
        ReplaceOptions replace = new ReplaceOptions().upsert(true);
        BulkWriteOptions unordered = new BulkWriteOptions().ordered(false);
        AtomicLong clock = new AtomicLong();
        for (String round : List.of("warm-up", "measured")) {
            measure("bulk of 100 update upserts, " + round, 60_000, 100, seed -> {
                Random random = new Random(seed);
                List<WriteModel<Document>> writes = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    writes.add(new UpdateOneModel<>(
                            Filters.eq("row" + random.nextInt(100_000)),
                            Updates.combine(
                                    Updates.set("tenant", tenant(i)),
                                    Updates.set("kind", "grant"),
                                    Updates.max("clock", clock.incrementAndGet()),
                                    Updates.set("applied.s" + i % 3, (long) i)),
                            upsert));
                }
                rows.bulkWrite(writes, unordered);
            });
            measure("bulk of 100 replacement upserts, " + round, 60_000, 100, seed -> {
                Random random = new Random(seed);
                List<WriteModel<Document>> writes = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    writes.add(new ReplaceOneModel<>(
                            Filters.eq("rep" + random.nextInt(100_000)),
                            new Document("tenant", tenant(i))
                                    .append("kind", "grant")
                                    .append("clock", clock.incrementAndGet())
                                    .append("applied", new Document("s1", (long) i)),
                            replace));
                }
                rows.bulkWrite(writes, unordered);
            });
        }
    }

    private void measure(String name, int operations, int perCall, IntConsumer call) throws Exception {
        int calls = operations / perCall;
        AtomicInteger seeds = new AtomicInteger();
        Duration cpuBefore = cpu();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                running.add(threads.submit(() -> {
                    for (int seed = seeds.getAndIncrement(); seed < calls; seed = seeds.getAndIncrement()) {
                        call.accept(seed);
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = cpu().minus(cpuBefore).toNanos() / 1e3 / operations;
        System.out.printf(Locale.ROOT, "%-46s %8.1f CPU us each %10.0f /s%n", name, micros, operations / seconds);
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("an unexpected answer");
        }
    }

    private static String id(int number) {
        return "c" + scrambled(number, 22);
    }

    private static String tenant(int number) {
        return "t" + scrambled(number % 50, 15);
    }

    private static String slot(int number, int stream, int sequence) {
        return tenant(number) + "/grant/" + scrambled(number * 4 + stream, 22) + "#%010d".formatted(sequence);
    }

    /** Ids without any order, as random ones are. */
    private static String scrambled(int number, int length) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 29;
        String text = Long.toString(mixed & Long.MAX_VALUE, 36) + Long.toString((mixed * 31) & Long.MAX_VALUE, 36);
        return text.substring(0, Math.min(length, text.length()));
    }

    private static Document commit(int number) {
        Random random = new Random(number);
        List<Document> events = List.of(event(random, "authorization.code-redeemed"), event(random, "grant.issued"));
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        return new Document("_id", id(number))
                .append("format", 1)
                .append("tenant", tenant(number))
                .append("slots", List.of(slot(number, 0, 1), slot(number, 1, 2), "~w/node1/7#%010d".formatted(number)))
                .append("clock", (long) number)
                .append(
                        "writer",
                        new Document("id", "node1").append("epoch", 7L).append("counter", (long) number))
                .append("requestHash", new Binary(hash))
                .append("claims", List.of())
                .append("events", events);
    }

    private static Document event(Random random, String type) {
        byte[] bytes = new byte[240];
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(26));
        }
        return new Document("type", type)
                .append("version", 1)
                .append("bytes", new Binary(bytes))
                .append("sha256", new Binary(hash));
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("rocksdb"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
