package dev.symbolon.infra.decision;

import static dev.symbolon.infra.decision.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MinuteRefusalsTest {
    private static final KeysInMemory KEYS = new KeysInMemory();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:30Z");

    private final EventCodec codec = new EventCodec(KEYS.node().personalData());
    private final Node node = new Node(new InMemoryCommitLog(), codec);
    private final SetClock clock = new SetClock(NOON);
    private final MinuteRefusals refusals = new MinuteRefusals(node.decisions, clock, "node-a-1", 3, node.meters);

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    @Test
    void a_minute_of_refusals_is_one_event_with_a_few_samples() {
        for (int i = 0; i < 1_000; i++) {
            refused(TENANT, "unknown-client");
        }
        refusals.writePast();
        assertThat(node.log.appends).isEmpty();

        clock.set(NOON.plusSeconds(60));
        refusals.writePast();
        refusals.writePast();

        RefusalEvent.Gathered written = written().getFirst();
        assertThat(node.log.appends).hasSize(1);
        assertThat(written.count()).isEqualTo(1_000);
        assertThat(written.samples()).hasSize(MinuteRefusals.SAMPLES);
        assertThat(written.minute()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(written.samples().getFirst().address()).isInstanceOf(Personal.Sealed.class);
    }

    @Test
    void tenants_reasons_and_minutes_are_counted_apart() {
        refused(TENANT, "unknown-client");
        refused(TENANT, "unknown-client");
        refused(new TenantId("inn"), "unknown-client");
        clock.set(NOON.plusSeconds(60));
        refused(TENANT, "unknown-client");
        refusals.close();

        assertThat(written()).extracting(RefusalEvent.Gathered::count).containsExactly(2L, 1L, 1L);
        assertThat(written()).extracting(RefusalEvent.Gathered::stream).doesNotHaveDuplicates();
    }

    @Test
    void beyond_its_bounds_it_counts_in_a_meter_only() {
        for (int i = 0; i < 100; i++) {
            refused(new TenantId("tenant-" + i), "unknown-client");
        }
        refusals.close();
        assertThat(node.log.appends).hasSize(3);
        assertThat(node.meters.counter("symbolon.refusals.beyond.bounds").count())
                .isEqualTo(97);
    }

    @Test
    void what_can_not_be_written_waits_and_is_not_doubled() {
        refused(TENANT, "unknown-client");
        clock.set(NOON.plusSeconds(60));
        node.log.beforeAppend = () -> {
            throw new LogUnavailableException("away", new IOException("away"));
        };
        refusals.writePast();
        node.log.beforeAppend = () -> {};
        refusals.writePast();
        refusals.writePast();
        assertThat(written()).extracting(RefusalEvent.Gathered::count).containsExactly(1L);
    }

    @Test
    void what_comes_between_two_closings_of_one_minute_is_a_batch_of_its_own() {
        refused(TENANT, "unknown-client");
        refusals.close();
        refused(TENANT, "unknown-client");
        refused(TENANT, "unknown-client");
        refusals.close();

        assertThat(written()).extracting(RefusalEvent.Gathered::count).containsExactly(1L, 2L);
        assertThat(written()).extracting(RefusalEvent.Gathered::stream).doesNotHaveDuplicates();
    }

    @Test
    void what_comes_while_a_batch_is_written_is_counted_in_the_next() {
        refused(TENANT, "unknown-client");
        clock.set(NOON.plusSeconds(60));
        node.log.beforeAppend = () -> {
            node.log.beforeAppend = () -> {};
            // A wall clock that was set back.
            clock.set(NOON);
            refused(TENANT, "unknown-client");
        };
        refusals.writePast();
        refusals.close();

        assertThat(written()).extracting(RefusalEvent.Gathered::count).containsExactly(1L, 1L);
    }

    @Test
    void a_batch_that_could_not_be_written_takes_no_more_and_counts_against_the_bounds() {
        node.log.beforeAppend = () -> {
            throw new LogUnavailableException("away", new IOException("away"));
        };
        for (int i = 0; i < 10; i++) {
            refused(TENANT, "unknown-client");
            refusals.close();
        }
        node.log.beforeAppend = () -> {};
        refusals.close();

        assertThat(written()).extracting(RefusalEvent.Gathered::count).containsExactly(1L, 1L, 1L);
        assertThat(node.meters.counter("symbolon.refusals.beyond.bounds").count())
                .isEqualTo(7);
    }

    @Test
    void a_code_is_never_what_a_caller_sent() {
        assertThatThrownBy(() -> refused(TENANT, "Unknown client <script>"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> refused(TENANT, "x".repeat(32))).isInstanceOf(IllegalArgumentException.class);
    }

    private void refused(TenantId tenant, String code) {
        refusals.refused(
                tenant,
                code,
                new RefusalEvent.Sample(
                        "authorize",
                        Optional.empty(),
                        Optional.empty(),
                        Personal.of("192.0.2.1"),
                        clock.instant(),
                        "0c4e6g8j0k2m4n6p8q0r2s4t6v"));
    }

    private List<RefusalEvent.Gathered> written() {
        return node.log.appends.stream()
                .map(NewCommit::events)
                .map(List::getFirst)
                .map(this::gathered)
                .toList();
    }

    private RefusalEvent.Gathered gathered(StoredEvent event) {
        return (RefusalEvent.Gathered) codec.decode(event.bytes(), event.sha256(), "c", VerifiedDecisionsTest.POSITION)
                .event();
    }
}
