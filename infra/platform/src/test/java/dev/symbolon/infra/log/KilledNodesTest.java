package dev.symbolon.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.infra.stream.EmbeddedKafka;
import dev.symbolon.infra.stream.RelayToKafka;
import dev.symbolon.infra.stream.StreamContents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed and suspended by the operating system, with a real broker. */
class KilledNodesTest {
    private static final Duration LEASE = Duration.ofMillis(1_500);

    @TempDir
    Path folder;

    private final List<Process> children = new ArrayList<>();
    private final String uri = TestStore.freshDatabase();
    private final TenantId tenant = Samples.aTenant();

    @AfterEach
    void end() throws InterruptedException {
        for (Process child : children) {
            child.destroyForcibly();
            child.waitFor();
        }
    }

    private Path acknowledgements() {
        return folder.resolve("acknowledgements");
    }

    private Process child() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        ChildNode.class.getName(),
                        uri,
                        EmbeddedKafka.bootstrap(),
                        tenant.value(),
                        acknowledgements().toString(),
                        Long.toString(LEASE.toMillis()))
                .redirectError(folder.resolve("errors-" + children.size()).toFile())
                .start();
        children.add(child);
        return child;
    }

    private long acknowledged() {
        try {
            return Files.exists(acknowledgements())
                    ? Files.readAllLines(acknowledgements()).size()
                    : 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> acknowledgedIds() throws IOException {
        // A kill may cut the last line of one child short; what follows it then starts in the middle of that line.
        return Files.readAllLines(acknowledgements()).stream()
                .filter(line -> line.matches("commit\\w+ \\S+\\.\\d+\\.\\d+"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private void awaitMore(String what, long count) {
        long target = acknowledged() + count;
        Await.until(what, () -> acknowledged() >= target);
    }

    @Test
    void nothing_is_lost_or_doubled_when_nodes_are_killed_under_load() throws Exception {
        killed(2, 7);
    }

    @Test
    @Tag("long")
    void nothing_is_lost_or_doubled_in_ten_cycles() throws Exception {
        killed(10, 11);
    }

    private void killed(int cycles, long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < cycles; i++) {
            Process child = child();
            awaitMore("the child writes", 200 + random.nextInt(600));
            child.destroyForcibly();
            child.waitFor();
        }
        check(cycles);
    }

    /** Another node inherits what the dead left; then acknowledgements, store and stream must tell the same. */
    private void check(int writers) throws Exception {
        try (MongoCells cells = MongoCells.open(uri, Map.of());
                RelayToKafka relay = new RelayToKafka(EmbeddedKafka.bootstrap(), "heir");
                MongoCommitLog heir = MongoCommitLog.open(
                        cells, new LogOptions("heir", LEASE, relay, () -> {}), new SimpleMeterRegistry())) {
            assertThat(heir).isNotNull();
            var register = cells.all().getFirst().getCollection("writers");
            Await.until(
                    "every dead writer is closed",
                    () -> register.countDocuments(new Document("state", "closed")) >= writers);
            Checker checker = new Checker(cells.all().getFirst());
            checker.everyAcknowledgedCommitIsThere(acknowledgedIds());
            checker.everyCounterIsResolved();
            checker.streamsHaveNoGap();
            checker.theStreamTellsTheSame(StreamContents.events(EmbeddedKafka.bootstrap(), tenant));
        }
    }

    @Test
    @Tag("long")
    void a_process_that_was_stopped_past_the_lease_and_its_patience_goes_on_under_another_epoch() throws Exception {
        Process sleeper = child();
        awaitMore("the child writes", 100);
        signal(sleeper, "STOP");
        long before = acknowledged();
        Process other = child();
        try (MongoCells cells = MongoCells.open(uri, Map.of())) {
            var register = cells.all().getFirst().getCollection("writers");
            Await.until("taken over", () -> register.countDocuments(new Document("state", "closed")) >= 1);
        }
        assertThat(acknowledged()).isGreaterThanOrEqualTo(before);
        long stopped = System.nanoTime();
        Await.until(
                "longer than anybody waits for an answer",
                () -> System.nanoTime() - stopped > TimeUnit.SECONDS.toNanos(12));
        signal(sleeper, "CONT");
        Await.until("the sleeper writes under epoch 2", () -> {
            try {
                return Files.readAllLines(acknowledgements()).stream().anyMatch(line -> line.matches(".*\\.2\\.\\d+"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        awaitMore("both write", 200);
        assertThat(Files.readAllLines(acknowledgements()).stream().filter(line -> line.startsWith("unavailable")))
                .as("commits refused since the store didn't answer")
                .isEmpty();
        for (Process child : List.of(sleeper, other)) {
            child.getOutputStream().close();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        check(3);
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
