package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CutProxy.Fate;
import dev.symbolon.infra.mongo.MongoCells;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Much is on its way to the store when its writer falls silent. Whoever takes over looks for it on a window of counters:
 * nothing may land above, since nobody would relay it.
 */
class UnresolvedTest {
    private static final Duration LEASE = Duration.ofMillis(800);

    private final String uri = TestStore.freshDatabase();
    private final CutProxy proxy = new CutProxy(TestStore.port());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger inserts = new AtomicInteger();
    private final List<TestNode> nodes = new ArrayList<>();

    private TestNode node(String name, String at) {
        TestNode node = TestNode.on(at, name, LEASE);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() throws IOException {
        gate.countDown();
        proxy.release();
        nodes.forEach(TestNode::close);
        proxy.close();
    }

    private Fate gated() {
        inserts.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Fate.PASS;
    }

    private static long bulks(TestNode node) {
        return node.meters.get("symbolon.log.bulk.size").summary().count();
    }

    @Test
    void however_much_waits_nothing_lands_after_its_writer_was_taken_over() throws Exception {
        TestNode silent = node("silent", TestStore.through(proxy.port(), uri));
        // Its cell is known: whoever waits, waits in the queue.
        TenantId tenant = silent.tenantIn("default");
        long before = bulks(silent);
        proxy.fates(this::gated);
        List<NewCommit> commits = new ArrayList<>();
        ConcurrentLinkedQueue<Appended> answers = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3 * Numbering.WINDOW; i++) {
            NewCommit commit = aCommit(anEvent(aStream(tenant), 0));
            commits.add(commit);
            callers.add(Thread.ofVirtual().start(() -> answers.add(silent.log.append(commit))));
            if (i == 0) {
                Await.until("one is in flight", () -> inserts.get() == 1);
            }
        }
        callers.forEach(caller ->
                Await.until("it waits for its answer", () -> caller.getState() == Thread.State.TIMED_WAITING));

        // The first goes through, and what waited is on its way when all stands still.
        proxy.hold();
        gate.countDown();
        Await.until("a bulk is on its way", () -> bulks(silent) == before + 2);
        TestNode heir = node("heir", uri);
        Await.until("taken over", () -> closed(heir, "silent-"));
        proxy.release();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(answers).filteredOn(Appended.Stored.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Appended.WriterRenewed.class::isInstance).hasSize(commits.size() - 1);
        new Checker(heir.cells.all().getFirst())
                .noneOfTheseIsThere(commits.stream().skip(1).map(NewCommit::id).toList());
    }

    @Test
    void nothing_lands_of_what_a_writer_had_to_leave_open_when_it_was_closed() throws Exception {
        String through = TestStore.through(proxy.port(), uri);
        try (MongoCells cells =
                MongoCells.open(through + (through.contains("?") ? "&" : "?") + "socketTimeoutMS=700", Map.of())) {
            CommitStore store = new CommitStore(cells.all().getFirst());
            WriterRegister register = new WriterRegister(cells.all().getFirst());
            store.createIndexes();
            register.createIndexes();
            LogMeters meters = new LogMeters(new SimpleMeterRegistry(), "default");
            Intake intake = new Intake();
            WriterTerms terms = new WriterTerms(
                    new WriterEpoch("closing-" + Samples.fresh(), 1),
                    register,
                    epoch -> new Outbox(epoch, 0, store, new RecordingPublisher()),
                    () -> {});
            Door door = new Door("default");
            Settlement settlement = new Settlement(store, register, door);
            List<NewCommit> commits = new ArrayList<>();
            for (int i = 0; i < 2 * Numbering.WINDOW; i++) {
                NewCommit commit = aCommit(anEvent(aStream(aTenant()), 0));
                commits.add(commit);
                StoredEvent event = commit.events().getFirst();
                intake.offer(new Append(commit, List.of(event.stream().slot(event.sequence()))), 0);
            }
            proxy.fates(this::gated);
            intake.close();
            settlement.giveUp();

            new Committer(store, intake, terms, settlement, door, meters).run();
            terms.current().outbox().abandon();

            assertThat(settlement.gaveUpOn()).isTrue();
            TestNode heir = node("heir", uri);
            Await.until("taken over", () -> closed(heir, "closing-"));
            gate.countDown();
            // What was held back arrives within that time, if at all.
            await().during(Duration.ofMillis(700))
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> new Checker(heir.cells.all().getFirst())
                            .noneOfTheseIsThere(
                                    commits.stream().map(NewCommit::id).toList()));
        }
    }

    private static boolean closed(TestNode heir, String writer) {
        Document found = heir.cells
                .all()
                .getFirst()
                .getCollection("writers")
                .find(new Document("epoch", 1L).append("state", "closed"))
                .first();
        return found != null && found.getString("writer").startsWith(writer);
    }
}
