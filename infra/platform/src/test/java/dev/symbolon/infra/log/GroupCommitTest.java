package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CutProxy.Fate;
import io.micrometer.core.instrument.DistributionSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final int WAITING = 50;

    private final AtomicInteger inserts = new AtomicInteger();
    private final CountDownLatch store = new CountDownLatch(1);
    private CutProxy proxy;
    private TestNode node;

    /** A caller, and the answer that it got. */
    private final class Caller {
        final NewCommit commit;
        final Thread thread;
        volatile Appended answer;

        Caller(NewCommit commit) {
            this.commit = commit;
            this.thread = Thread.ofVirtual().start(() -> answer = node.log.append(commit));
        }

        void awaitQueued() {
            Await.until("it waits for its answer", () -> thread.getState() == Thread.State.TIMED_WAITING);
        }

        Appended answer() throws InterruptedException {
            thread.join();
            return answer;
        }
    }

    @BeforeEach
    void open() {
        proxy = new CutProxy(TestStore.port());
        node = TestNode.on(TestStore.through(proxy.port(), TestStore.freshDatabase()));
    }

    @AfterEach
    void close() throws IOException {
        store.countDown();
        node.close();
        proxy.close();
    }

    @Test
    void what_queues_while_a_bulk_is_in_flight_is_the_next_one_and_each_caller_gets_its_own_answer() throws Exception {
        // Of one tenant, whose cell is known: whoever waits, waits in the queue.
        TenantId tenant = node.tenantIn("default");
        StreamId contended = aStream(tenant);
        assertThat(node.log.append(aCommit(anEvent(contended, 0)))).isInstanceOf(Appended.Stored.class);
        proxy.fates(this::heldAtFirst);
        Caller first = new Caller(aCommit(anEvent(aStream(tenant), 0)));
        Await.until("a bulk is in flight", () -> inserts.get() == 1);

        // In front of the others: what is refused stops nothing behind it.
        Caller loser = new Caller(aCommit(anEvent(contended, 0)));
        loser.awaitQueued();
        List<Caller> winners = new ArrayList<>();
        for (int i = 1; i < WAITING; i++) {
            winners.add(new Caller(aCommit(anEvent(aStream(tenant), 0))));
        }
        winners.forEach(Caller::awaitQueued);
        store.countDown();

        assertThat(first.answer()).isInstanceOf(Appended.Stored.class);
        assertThat(loser.answer()).isEqualTo(new Appended.SlotTaken(Set.of(contended)));
        List<Long> counters = new ArrayList<>();
        for (Caller winner : winners) {
            assertThat(winner.answer()).isInstanceOf(Appended.Stored.class);
            counters.add(((Appended.Stored) winner.answer()).position().counter());
        }
        assertThat(counters).doesNotHaveDuplicates();
        Await.until("a void is on the loser's counter", () -> node.count("symbolon.log.voids") == 1);
        assertThat(inserts).as("the first, all that waited, the void").hasValue(3);
        DistributionSummary bulks = node.meters.get("symbolon.log.bulk.size").summary();
        assertThat(bulks.max()).isEqualTo(WAITING);
        Checker checker = new Checker(node.cells.all().getFirst());
        checker.everyCounterIsResolved();
        checker.everyAcknowledgedCommitIsThere(
                winners.stream().map(winner -> winner.commit.id()).toList());
        checker.noneOfTheseIsThere(List.of(loser.commit.id()));
    }

    private Fate heldAtFirst() {
        if (inserts.incrementAndGet() == 1) {
            try {
                store.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        return Fate.PASS;
    }
}
