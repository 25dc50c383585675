package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Rebuilds;
import java.time.Duration;
import org.bson.conversions.Bson;
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

    /** More rows than are cleared at once, so that clearing is what a process may well die in. */
    @Test
    void a_rebuild_that_dies_after_it_switched_over_clears_the_rest_and_tells_what_it_compared() {
        TenantId tenant = Samples.aTenant();
        try (StreamNode node = new StreamNode(TestStore.freshDatabase());
                ProjectionRunner runner = node.runner("g" + Samples.fresh(), LaneSettings.STANDARD, new Visits())) {
            await().until(runner::ready);
            Position last = null;
            for (int i = 0; i < 1_500; i++) {
                last = node.commit(Visits.used(tenant, "s" + i, i), 0);
            }
            Position end = last;
            await().atMost(Duration.ofSeconds(60)).until(() -> node.views.await(Visits.VIEW, end));
            Rebuilds.Compared told;
            try (Rebuilder first = node.rebuilder(runner)) {
                first.order(tenant, "visits-v1", Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE);
                told = done(first, tenant).compared().orElseThrow();
                assertThat(told.rows()).isEqualTo(1_501);
            }
            MongoDatabase cell = node.cells.of(tenant);
            Bson ofTenant = Filters.eq("tenant", tenant.value());
            assertThat(cell.getCollection("view_visits_v1_a").countDocuments(ofTenant))
                    .as("the old side")
                    .isZero();
            // As its process would have left it.
            cell.getCollection("view_visits_v1_b")
                    .find(ofTenant)
                    .forEach(row -> cell.getCollection("view_visits_v1_a").insertOne(row));
            cell.getCollection("rebuilds")
                    .updateOne(
                            Filters.eq("_id", tenant.value() + "/visits-v1"),
                            Updates.combine(
                                    Updates.set("phase", "FINISHING"),
                                    Updates.set("open", true),
                                    Updates.set("side", "b")));

            try (Rebuilder second = node.rebuilder(runner)) {
                assertThat(done(second, tenant).compared()).contains(told);
            }
            assertThat(cell.getCollection("view_visits_v1_a").countDocuments(ofTenant))
                    .isZero();
            assertThat(cell.getCollection("view_visits_v1_b").countDocuments(ofTenant))
                    .isEqualTo(told.rows());
        }
    }

    private static Rebuilds.Rebuild done(Rebuilder rebuilder, TenantId tenant) {
        return await().atMost(Duration.ofSeconds(90))
                .until(() -> rebuilder.of(tenant).getFirst(), it -> it.phase() == Rebuilds.Phase.DONE);
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
