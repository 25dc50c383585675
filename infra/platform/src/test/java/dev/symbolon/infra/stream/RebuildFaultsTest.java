package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Rebuilds;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rebuild whose store goes away: it waits, and ends as if nothing had been. */
@Timeout(300)
final class RebuildFaultsTest {
    private static final int EVENTS = 6_000;

    @Tag("long")
    @Test
    void a_rebuild_goes_on_after_the_store_was_away_for_a_minute() throws Exception {
        away(Duration.ofMinutes(1));
    }

    @Test
    void a_rebuild_goes_on_after_the_store_was_away_for_longer_than_an_answer_is_waited_for() throws Exception {
        away(Duration.ofSeconds(12));
    }

    private static void away(Duration time) throws Exception {
        TenantId tenant = Samples.aTenant();
        Visits visits = new Visits();
        try (CutProxy proxy = new CutProxy(TestStore.port());
                StreamNode node = new StreamNode(TestStore.through(proxy.port(), TestStore.freshDatabase()))) {
            ProjectionRunner runner = node.runner("g" + Samples.fresh(), LaneSettings.STANDARD, visits);
            try (runner;
                    Rebuilder rebuilder = node.rebuilder(runner)) {
                await().until(runner::ready);
                Position last = null;
                for (int i = 0; i < EVENTS; i++) {
                    last = node.commit(Visits.used(tenant, "s" + i % 20, i), i / 20);
                }
                Position end = last;
                await().atMost(Duration.ofSeconds(60)).until(() -> node.views.await(Visits.VIEW, end));
                rebuilder.order(tenant, "visits-v1", Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE);
                await().until(() -> rebuilder.of(tenant).getFirst().phase() != Rebuilds.Phase.WAITING);
                proxy.hold();
                await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
                proxy.release();
                Rebuilds.Rebuild done = await().atMost(Duration.ofSeconds(90))
                        .ignoreExceptions()
                        .until(
                                () -> rebuilder.of(tenant).getFirst(),
                                rebuild -> rebuild.phase() == Rebuilds.Phase.DONE);
                assertThat(done.compared().orElseThrow().different()).isZero();
                await().ignoreExceptions()
                        .untilAsserted(() -> assertThat(node.views
                                        .row(Visits.VIEW, tenant, Visits.ALL)
                                        .map(Visits.Row::count))
                                .contains((long) EVENTS));
            }
        }
    }
}
