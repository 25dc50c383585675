package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.mongodb.MongoException;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.CutProxy.Fate;
import dev.symbolon.infra.mongo.RefusedWriteException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk of the store is full while nodes write, and then it isn't any more. */
class FullStoreTest {
    private static final Duration LEASE = Duration.ofMillis(800);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final List<TestNode> nodes = new ArrayList<>();
    private final StreamId stream = aStream(aTenant());
    private FillableStore store;
    private TestNode node;

    @BeforeEach
    void open() throws IOException {
        store = new FillableStore(folder.resolve("store"));
        node = node("node", store.database("log"));
    }

    private TestNode node(String name, String uri) {
        TestNode node = TestNode.on(uri, name, LEASE);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() throws IOException {
        FillableStore.makeRoom();
        nodes.forEach(TestNode::close);
        store.close();
    }

    @Test
    void what_cannot_be_written_is_refused_at_once_and_told_once_and_over_by_itself() throws Exception {
        // Several, each with a beat of its own: whichever is back first, others' hearts stand still yet.
        for (int i = 1; i < 4; i++) {
            Thread.sleep(LEASE.toMillis() / 20);
            node("other" + i, store.database("log"));
        }
        stored(0);
        List<String> refused = new ArrayList<>();
        try (SaidToOperators lines = new SaidToOperators()) {
            FillableStore.fill();
            Await.until("refused", () -> refused(refused));
            Await.until(
                    "others find out by their heartbeats",
                    () -> nodes.stream().noneMatch(one -> one.log.refusals().isEmpty()));
            // Longer than the lease, while no heart can be seen beating.
            long end = System.nanoTime() + 2 * LEASE.toNanos();
            while (System.nanoTime() < end) {
                assertThat(refused(refused)).isTrue();
                Thread.sleep(20);
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Boolean>> many = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    many.add(threads.submit(() -> refused(new ArrayList<>())));
                }
                for (Future<Boolean> one : many) {
                    assertThat(one.get()).isTrue();
                }
            }
            assertThat(node.log.refusals()).isEqualTo(Map.of("default", "no disk space"));
            assertThat(node.meters.get("symbolon.log.refusing").gauge().value()).isEqualTo(1);
            assertThat(node.log.stream(stream, 0, 10)).as("reading goes on").hasSize(1);
            assertThat(refused).hasSizeGreaterThan(20);
            assertThat(lines.since(Level.WARN))
                    .as("none for each that was refused")
                    .hasSizeLessThan(2 * nodes.size());
            assertThat(lines.since(Level.WARN))
                    .as("one for each node")
                    .filteredOn(line -> line.contains(folder.toString()))
                    .hasSameSizeAs(nodes)
                    .allSatisfy(line ->
                            assertThat(line).contains("cell default", "takes no writes", "the disk of", "MB left"));

            FillableStore.makeRoom();
            Await.until(
                    "over by itself",
                    () -> nodes.stream().allMatch(one -> one.log.refusals().isEmpty()));
            assertThat(lines.since(Level.INFO).stream().filter(line -> line.contains("takes writes again")))
                    .hasSizeGreaterThanOrEqualTo(nodes.size());
        }
        stored(1);
        // Nothing to await: nobody takes a neighbour for dead, which would show by then.
        Thread.sleep(LEASE.toMillis());
        stored(2);
        assertThat(nodes).allSatisfy(one -> {
            assertThat(one.cachesDropped).hasValue(0);
            assertThat(one.count("symbolon.log.takeovers", "side", "taker")).isZero();
        });
        checked().noneOfTheseIsThere(refused);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_commit_whose_answer_was_lost_before_is_settled_after(boolean landed) throws Exception {
        nodes.remove(node);
        node.close();
        try (CutProxy proxy = new CutProxy(store.port())) {
            TestNode cut = node("cut", TestStore.through(proxy.port(), store.database("log")) + "?socketTimeoutMS=700");
            node = cut;
            stored(0);
            NewCommit lost = aCommit(anEvent(stream, 1));
            AtomicInteger inserts = new AtomicInteger();
            proxy.fates(() -> {
                if (inserts.getAndIncrement() > 0) {
                    return Fate.PASS;
                }
                if (!landed) {
                    FillableStore.fill();
                }
                return landed ? Fate.SILENCE_AFTER : Fate.SILENCE_BEFORE;
            });
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Appended> asked = threads.submit(() -> cut.log.append(lost));
                Await.until(
                        "sent",
                        () -> inserts.get() > 0
                                && (!landed || cut.log.stream(stream, 1, 1).size() == 1));
                FillableStore.fill();

                if (landed) {
                    assertThat(asked.get())
                            .as("it is there, which needs no room")
                            .isInstanceOf(Appended.Stored.class);
                } else {
                    assertThatThrownBy(() -> asked.get()).hasCauseInstanceOf(LogUnavailableException.class);
                }
                assertThat(cut.log.refusals()).isNotEmpty();
                assertThat(refused(new ArrayList<>()))
                        .as("nobody waits for the settlement")
                        .isTrue();
            }
            FillableStore.makeRoom();
            Await.until("over", () -> cut.log.refusals().isEmpty());
            stored(landed ? 2 : 1);
            Checker checker = checked();
            if (landed) {
                checker.everyAcknowledgedCommitIsThere(List.of(lost.id()));
            } else {
                checker.noneOfTheseIsThere(List.of(lost.id()));
            }
            assertThat(cut.cachesDropped).hasValue(0);
            nodes.remove(cut);
            cut.close();
        }
    }

    /** No store should; but if the counter of what it denied weren't safe, whoever took it next would lose its commit. */
    @Test
    void what_a_store_denies_and_has_all_the_same_is_not_lost() throws Exception {
        nodes.remove(node);
        node.close();
        try (CutProxy proxy = new CutProxy(store.port())) {
            TestNode told = node("told", TestStore.through(proxy.port(), store.database("log")));
            node = told;
            stored(0);
            NewCommit denied = aCommit(anEvent(stream, 1));
            AtomicInteger inserts = new AtomicInteger();
            proxy.fates(() -> inserts.getAndIncrement() == 0 ? Fate.DENY_AFTER : Fate.PASS);

            assertThatThrownBy(() -> told.log.append(denied)).isInstanceOf(LogUnavailableException.class);
            Await.until("it begins another epoch", () -> told.cachesDropped.get() == 1);
            Await.until("let in again", () -> told.log.refusals().isEmpty());
            stored(2);
            Await.until(
                    "the old epoch's are relayed",
                    () -> told.stream.published.stream()
                            .anyMatch(commit -> commit.id().equals(denied.id())));
            checked();
            nodes.remove(told);
            told.close();
        }
    }

    /** Then it has no epoch to write under, and can't begin one. */
    @Test
    void a_node_that_was_taken_over_says_so_too_when_it_wakes_up_to_a_full_disk() throws Exception {
        nodes.remove(node);
        node.close();
        try (CutProxy proxy = new CutProxy(store.port())) {
            TestNode asleep = node("asleep", TestStore.through(proxy.port(), store.database("log")));
            node = asleep;
            stored(0);
            proxy.hold();
            TestNode heir = node("heir", store.database("log"));
            Await.until("taken over", () -> heir.count("symbolon.log.takeovers", "side", "taker") == 1);
            FillableStore.fill();
            proxy.release();

            Await.until("it says so", () -> !asleep.log.refusals().isEmpty());
            assertThat(asleep.cachesDropped).hasValue(1);
            List<String> refused = new ArrayList<>();
            assertThat(refused(refused)).isTrue();

            FillableStore.makeRoom();
            Await.until("over by itself", () -> asleep.log.refusals().isEmpty());
            stored(1);
            checked().noneOfTheseIsThere(refused);
            nodes.remove(asleep);
            asleep.close();
        }
    }

    @Test
    void a_node_that_ends_with_its_disk_full_ends_soon_and_loses_nothing() {
        stored(0);
        FillableStore.fill();
        Await.until("refused", () -> refused(new ArrayList<>()));
        long start = System.nanoTime();
        nodes.remove(node);
        node.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));

        FillableStore.makeRoom();
        Await.until("another starts", this::started);
        node = nodes.getLast();
        stored(1);
        new Checker(node.cells.all().getFirst()).streamsHaveNoGap();
    }

    private boolean started() {
        try {
            node("next", store.database("log"));
            return true;
        } catch (MongoException e) {
            assertThat(RefusedWriteException.in(e)).isPresent();
            return false;
        }
    }

    private void stored(long sequence) {
        assertThat(node.log.append(aCommit(anEvent(stream, sequence)))).isInstanceOf(Appended.Stored.class);
    }

    /** Whether a commit was refused, which must be said at once. */
    private boolean refused(List<String> ids) {
        NewCommit commit = aCommit(anEvent(aStream(stream.tenant()), 0));
        long start = System.nanoTime();
        try {
            node.log.append(commit);
            return false;
        } catch (LogUnavailableException e) {
            assertThat(RefusedWriteException.in(e)).isPresent();
            ids.add(commit.id());
            return true;
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        }
    }

    private Checker checked() {
        Await.until(
                "everything is relayed",
                () -> node.meters.get("symbolon.relay.backlog").gauge().value() == 0);
        Checker checker = new Checker(node.cells.all().getFirst());
        checker.everyCounterIsResolved();
        checker.streamsHaveNoGap();
        checker.theStreamTellsTheSame(nodes.stream()
                .flatMap(one -> one.stream.published.stream())
                .flatMap(commit -> commit.events().stream())
                .toList());
        return checker;
    }
}
