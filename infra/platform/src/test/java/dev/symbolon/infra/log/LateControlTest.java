package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aControlEvent;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.revocation.Voided;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Append.Outcome;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CutProxy.Fate;
import dev.symbolon.infra.mongo.MongoCells;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What takes something away voids what was issued up to a margin above its clock: by the time that it is acknowledged, it
 * may not be older than that, whatever holds the log up.
 */
class LateControlTest {
    private final String uri = TestStore.freshDatabase();
    private final CutProxy proxy = new CutProxy(TestStore.port());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch sent = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        gate.countDown();
        proxy.close();
    }

    private Fate gated() {
        sent.countDown();
        try {
            gate.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Fate.PASS;
    }

    private static NewCommit aged(NewCommit commit, Duration age) {
        return new NewCommit(
                commit.id(),
                commit.tenant(),
                HybridTime.atMillis(System.currentTimeMillis() - age.toMillis()),
                commit.events(),
                commit.claims(),
                commit.requestHash());
    }

    @Test
    void it_does_not_wait_behind_what_keeps_the_floor_from_rising() throws Exception {
        try (TestNode node = TestNode.on(TestStore.through(proxy.port(), uri), "node", Duration.ofMinutes(1))) {
            TenantId tenant = node.tenantIn("default");
            proxy.fates(this::gated);
            NewCommit first = aCommit(anEvent(aStream(tenant), 0));
            NewCommit ordinary = aCommit(anEvent(aStream(tenant), 0));
            NewCommit taking = aCommit(aControlEvent(aStream(tenant), 0));
            CompletableFuture<Appended> oldest = CompletableFuture.supplyAsync(() -> node.log.append(first));
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            Await.until("too old", () -> taking.clock().compareTo(Settling.limit()) <= 0);

            CompletableFuture<Appended> waiting = CompletableFuture.supplyAsync(() -> node.log.append(ordinary));
            assertThat(node.log.append(taking)).as("to be decided again").isInstanceOf(Appended.SlotTaken.class);
            assertThat(oldest).isNotDone();
            gate.countDown();

            assertThat(oldest.get(20, TimeUnit.SECONDS)).isInstanceOf(Appended.Stored.class);
            assertThat(waiting.get(20, TimeUnit.SECONDS))
                    .as("the floor was still below")
                    .isInstanceOf(Appended.Stored.class);
            new Checker(node.cells.all().getFirst()).noneOfTheseIsThere(List.of(taking.id()));
        }
    }

    @Test
    void what_grew_old_in_the_queue_is_not_handed_to_the_store() throws Exception {
        try (MongoCells cells = MongoCells.open(uri, Map.of())) {
            CommitStore store = new CommitStore(cells.all().getFirst());
            WriterRegister register = new WriterRegister(cells.all().getFirst());
            store.createIndexes();
            register.createIndexes();
            Intake intake = new Intake();
            WriterTerms terms = new WriterTerms(
                    new WriterEpoch("woken-" + Samples.fresh(), 1),
                    register,
                    epoch -> new Outbox(epoch, 0, store, new RecordingPublisher()),
                    () -> {});
            Door door = new Door("default");
            Duration age = Voided.MARGIN.minusSeconds(2);
            Append taking = append(aged(aCommit(aControlEvent(aStream(Samples.aTenant()), 0)), age));
            Append ordinary = append(aged(aCommit(anEvent(aStream(Samples.aTenant()), 0)), age));
            // They had been let in before the process was suspended.
            intake.again(List.of(taking, ordinary));
            intake.close();

            new Committer(
                            store,
                            intake,
                            terms,
                            new Settlement(store, register, door),
                            door,
                            new LogMeters(new SimpleMeterRegistry(), "default"))
                    .run();
            terms.current().outbox().abandon();

            assertThat(taking.outcome.join()).isInstanceOf(Outcome.TooLate.class);
            assertThat(ordinary.outcome.join()).isInstanceOf(Outcome.Stored.class);
            new Checker(cells.all().getFirst()).noneOfTheseIsThere(List.of(taking.commit.id()));
        }
    }

    private static Append append(NewCommit commit) {
        StoredEvent event = commit.events().getFirst();
        return new Append(commit, List.of(event.stream().slot(event.sequence())));
    }

    @Test
    void it_is_not_acknowledged_when_its_margin_is_nearly_over() {
        NewCommit taking = aCommit(aControlEvent(aStream(Samples.aTenant()), 0));
        Duration left = Duration.ofMillis(1_250);

        assertThat(Settling.tooOldToTell(aged(taking, Voided.MARGIN.minus(left))))
                .isTrue();
        assertThat(Settling.tooOldToTell(aged(taking, Duration.ofSeconds(12)))).isFalse();
        assertThat(Settling.tooOldToTell(aged(aCommit(anEvent(aStream(Samples.aTenant()), 0)), Voided.MARGIN)))
                .isFalse();
    }
}
