package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.CutProxy.Fate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LostAnswersTest {
    private CutProxy proxy;
    private TestNode node;
    private TenantId tenant;

    @BeforeEach
    void open() {
        proxy = new CutProxy(TestStore.port());
        node = TestNode.on(TestStore.through(proxy.port(), TestStore.freshDatabase()));
        // Known before anything is lost: otherwise what is lost is the way to its cell.
        tenant = node.tenantIn("default");
    }

    @AfterEach
    void close() throws IOException {
        proxy.fates(() -> Fate.PASS);
        node.close();
        proxy.close();
    }

    private void once(Fate fate) {
        AtomicInteger inserts = new AtomicInteger();
        proxy.fates(() -> inserts.getAndIncrement() == 0 ? fate : Fate.PASS);
    }

    private Checker checked() {
        Await.until(
                "everything is relayed",
                () -> node.meters.get("symbolon.relay.backlog").gauge().value() == 0);
        Checker checker = new Checker(node.cells.all().getFirst());
        checker.everyCounterIsResolved();
        checker.streamsHaveNoGap();
        checker.theStreamTellsTheSame(node.stream.published.stream()
                .flatMap(commit -> commit.events().stream())
                .toList());
        return checker;
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"PASS", "DENY_AFTER"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_commit_whose_answer_was_lost_is_stored_once_and_acknowledged(Fate fate) {
        StreamId stream = aStream(tenant);
        NewCommit commit = aCommit(anEvent(stream, 0));
        once(fate);

        assertThat(node.log.append(commit)).isInstanceOf(Appended.Stored.class);

        checked().everyAcknowledgedCommitIsThere(List.of(commit.id()));
        boolean lostBefore = fate == Fate.CUT_BEFORE || fate == Fate.SILENCE_BEFORE;
        assertThat(node.count("symbolon.log.voids")).isEqualTo(lostBefore ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"CUT_BEFORE", "CUT_AFTER"})
    void a_lost_answer_never_makes_the_winner_a_loser(Fate fate) {
        StreamId stream = aStream(tenant);
        once(fate);

        Appended first = node.log.append(aCommit(anEvent(stream, 0)));
        Appended second = node.log.append(aCommit(anEvent(stream, 0)));

        assertThat(first).isInstanceOf(Appended.Stored.class);
        assertThat(second).isEqualTo(new Appended.SlotTaken(Set.of(stream)));
        checked();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"CUT_BEFORE", "CUT_AFTER"})
    void a_loser_whose_answer_was_lost_is_told_so_only_after_that_is_settled(Fate fate) {
        StreamId stream = aStream(tenant);
        assertThat(node.log.append(aCommit(anEvent(stream, 0)))).isInstanceOf(Appended.Stored.class);
        NewCommit late = aCommit(anEvent(stream, 0));
        once(fate);

        assertThat(node.log.append(late)).isEqualTo(new Appended.SlotTaken(Set.of(stream)));

        checked().noneOfTheseIsThere(List.of(late.id()));
    }

    @Test
    void the_void_may_lose_its_answer_too() {
        StreamId stream = aStream(tenant);
        List<Fate> fates = new ArrayList<>(List.of(Fate.CUT_BEFORE, Fate.CUT_AFTER, Fate.CUT_BEFORE, Fate.CUT_AFTER));
        proxy.fates(() -> fates.isEmpty() ? Fate.PASS : fates.removeFirst());

        assertThat(node.log.append(aCommit(anEvent(stream, 0)))).isInstanceOf(Appended.Stored.class);

        assertThat(fates).isEmpty();
        checked();
    }

    /** Whoever was told that it isn't known may decide otherwise next: it must not be written after that. */
    @Test
    void what_its_caller_has_given_up_on_is_settled_and_not_tried_again() throws Exception {
        NewCommit givenUp = aCommit(anEvent(aStream(tenant), 0));
        AtomicInteger inserts = new AtomicInteger();
        proxy.fates(() -> {
            inserts.getAndIncrement();
            return Fate.CUT_BEFORE;
        });
        AtomicReference<Throwable> told = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                node.log.append(givenUp);
            } catch (LogUnavailableException e) {
                told.set(e);
            }
        });
        Await.until("being settled", () -> inserts.get() > 2);
        caller.interrupt();
        caller.join();
        assertThat(told.get()).isNotNull();
        proxy.fates(() -> Fate.PASS);

        assertThat(node.log.append(aCommit(anEvent(aStream(tenant), 0)))).isInstanceOf(Appended.Stored.class);
        checked().noneOfTheseIsThere(List.of(givenUp.id()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void under_load_nothing_is_lost_doubled_or_reported_wrongly(long seed) throws Exception {
        Random random = new Random(seed);
        proxy.fates(() -> {
            synchronized (random) {
                int chance = random.nextInt(100);
                return chance < 15 ? Fate.CUT_BEFORE : chance < 30 ? Fate.CUT_AFTER : Fate.PASS;
            }
        });
        ConcurrentLinkedQueue<String> stored = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                StreamId contended = aStream(tenant);
                for (int j = 0; j < 2; j++) {
                    done.add(threads.submit(() -> {
                        for (int sequence = 0; sequence < 20; sequence++) {
                            NewCommit commit = aCommit(anEvent(contended, sequence));
                            switch (node.log.append(commit)) {
                                case Appended.Stored _ -> stored.add(commit.id());
                                case Appended.SlotTaken _ -> refused.add(commit.id());
                                case Appended.WriterRenewed _, Appended.ClaimTaken _ -> throw new AssertionError();
                            }
                        }
                    }));
                }
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        proxy.fates(() -> Fate.PASS);

        assertThat(stored).hasSize(400);
        assertThat(refused).hasSize(400);
        Checker checker = checked();
        checker.everyAcknowledgedCommitIsThere(stored);
        checker.noneOfTheseIsThere(refused);
    }
}
