package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static dev.symbolon.infra.log.Samples.taking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog.Appended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RaceTest {
    private String uri;
    private TestNode one;
    private TestNode other;

    @BeforeEach
    void open() {
        uri = TestStore.freshDatabase();
        one = TestNode.on(uri, "one", Duration.ofSeconds(10));
        other = TestNode.on(uri, "other", Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private Checker checked() {
        for (TestNode node : List.of(one, other)) {
            Await.until(
                    "relayed",
                    () -> node.meters.get("symbolon.relay.backlog").gauge().value() == 0);
        }
        Checker checker = new Checker(one.cells.all().getFirst());
        checker.everyCounterIsResolved();
        checker.streamsHaveNoGap();
        List<StoredEvent> published = new ArrayList<>();
        one.stream.published.forEach(commit -> published.addAll(commit.events()));
        other.stream.published.forEach(commit -> published.addAll(commit.events()));
        checker.theStreamTellsTheSame(published);
        return checker;
    }

    @Test
    void two_nodes_racing_for_every_slot_have_one_winner_each() throws Exception {
        int slots = 200;
        StreamId stream = aStream(aTenant());
        CyclicBarrier start = new CyclicBarrier(2);
        ConcurrentLinkedQueue<String> stored = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> wins = new ArrayList<>();
            for (TestNode node : List.of(one, other)) {
                wins.add(threads.submit(() -> {
                    int won = 0;
                    for (int sequence = 0; sequence < slots; sequence++) {
                        start.await();
                        NewCommit commit = aCommit(anEvent(stream, sequence), anEvent(aStream(stream.tenant()), 0));
                        if (node.log.append(commit) instanceof Appended.Stored) {
                            won++;
                            stored.add(commit.id());
                        }
                    }
                    return won;
                }));
            }
            assertThat(wins.get(0).get() + wins.get(1).get()).isEqualTo(slots);
        }
        Checker checker = checked();
        checker.everyAcknowledgedCommitIsThere(stored);
        assertThat(checker.commits).hasSize(slots);
    }

    @Test
    void two_nodes_racing_for_a_name_have_one_holder() throws Exception {
        var tenant = aTenant();
        CyclicBarrier start = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                String name = "name" + i;
                List<Future<Appended>> both = new ArrayList<>();
                for (TestNode node : List.of(one, other)) {
                    both.add(threads.submit(() -> {
                        start.await();
                        return node.log.append(taking(aCommit(anEvent(aStream(tenant), 0)), "login", name));
                    }));
                }
                List<Appended> answers = List.of(both.get(0).get(), both.get(1).get());
                assertThat(answers)
                        .filteredOn(Appended.Stored.class::isInstance)
                        .hasSize(1);
                assertThat(answers).contains(new Appended.ClaimTaken("login", name));
            }
        }
    }

    @Test
    void in_a_storm_on_one_stream_every_writer_makes_progress() throws Exception {
        int writers = 24;
        int each = 15;
        StreamId stream = aStream(aTenant());
        ConcurrentLinkedQueue<String> stored = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                TestNode node = i % 2 == 0 ? one : other;
                done.add(threads.submit(() -> {
                    long next = 0;
                    for (int written = 0; written < each; ) {
                        NewCommit commit = aCommit(anEvent(stream, next));
                        switch (node.log.append(commit)) {
                            case Appended.Stored _ -> {
                                stored.add(commit.id());
                                written++;
                                next++;
                            }
                            case Appended.SlotTaken _ ->
                                next += node.log.stream(stream, next, 1_000).size();
                            case Appended.WriterRenewed _, Appended.ClaimTaken _ -> throw new AssertionError();
                        }
                    }
                }));
            }
            for (Future<?> writer : done) {
                writer.get();
            }
        }
        Checker checker = checked();
        checker.everyAcknowledgedCommitIsThere(stored);
        assertThat(checker.events).hasSize(writers * each);
    }
}
