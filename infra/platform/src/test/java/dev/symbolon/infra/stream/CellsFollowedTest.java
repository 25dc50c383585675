package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views of a tenant that isn't in the default cell: what is read and written for them is in its own. */
@Timeout(90)
final class CellsFollowedTest {
    private static final int EVENTS = 60;

    private final String home = TestStore.freshDatabase();
    private final Map<String, String> others = Map.of("north", TestStore.freshDatabase());
    private final TenantId north = Samples.aTenant();
    private final TenantId south = Samples.aTenant();
    private final String group = "g" + Samples.fresh();

    private StreamNode node() {
        StreamNode node = new StreamNode(home, others, Duration.ofSeconds(10), EmbeddedKafka.bootstrap());
        if (node.cells.nameOf(north).equals("default")) {
            node.commit(registered(north, "north"), 0);
            node.commit(registered(south, "default"), 0);
        }
        return node;
    }

    private static RegistrationEvent registered(TenantId tenant, String cell) {
        return new RegistrationEvent.Registered(
                tenant, new Slug("s" + tenant.value()), cell, "Grand Hotel", Instant.EPOCH);
    }

    @Test
    void rows_checkpoints_and_what_was_parked_are_in_the_tenants_cell_and_gaps_are_read_from_it() {
        Visits visits = new Visits();
        visits.poison.add(EVENTS + 1L);
        try (StreamNode node = node();
                ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, visits)) {
            await().until(runner::ready);
            node.skipped.add("skipped");
            for (int i = 0; i < EVENTS; i++) {
                node.commit(Visits.used(south, "a", i), i);
                node.commit(i == EVENTS / 2 ? "skipped" : "c" + Samples.fresh(), Visits.used(north, "a", i), i);
            }
            Position last = node.commit(Visits.used(north, "b", EVENTS + 1L), 0);
            await().untilAsserted(
                            () -> assertThat(count(node, Visits.VIEW, north)).isEqualTo(EVENTS));
            await().untilAsserted(
                            () -> assertThat(count(node, Visits.VIEW, south)).isEqualTo(EVENTS));
            await().until(() -> node.views.await(Visits.VIEW, last));
            await().untilAsserted(() -> assertThat(runner.parked(north)).hasSize(1));

            for (String collection : new String[] {"view_visits_v1_a", "checkpoints", "parked"}) {
                assertThat(documents(node, "default", collection, north))
                        .as(collection)
                        .isZero();
                assertThat(documents(node, "north", collection, north))
                        .as(collection)
                        .isPositive();
            }
            assertThat(documents(node, "default", "view_visits_v1_a", south)).isEqualTo(2);
            assertThat(documents(node, "north", "view_visits_v1_a", south)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_rebuild_of_one_cells_tenant_equals_what_is_live(Rebuilds.Source source) {
        try (StreamNode node = node();
                ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, new Visits());
                Rebuilder rebuilder = node.rebuilder(runner)) {
            await().until(runner::ready);
            for (int i = 0; i < EVENTS; i++) {
                node.commit(Visits.used(north, "a", i), i);
            }
            await().untilAsserted(
                            () -> assertThat(count(node, Visits.VIEW, north)).isEqualTo(EVENTS));

            assertThat(rebuilder.order(north, "visits-v1", Rebuilds.Purpose.REPLACE, source))
                    .isInstanceOf(Rebuilds.Ordered.Begun.class);
            Rebuilds.Rebuild done = await().until(
                            () -> rebuilder.of(north).getFirst(), rebuild -> rebuild.phase() == Rebuilds.Phase.DONE);

            assertThat(done.compared().orElseThrow().different()).isZero();
            assertThat(done.compared().orElseThrow().rows()).isEqualTo(2);
            assertThat(done.source()).isEqualTo(source);
            assertThat(documents(node, "north", "view_visits_v1_b", north)).isEqualTo(2);
            assertThat(documents(node, "default", "rebuilds", north)).isZero();
            assertThat(documents(node, "north", "rebuilds", north)).isEqualTo(1);
        }
    }

    @Test
    void a_view_that_is_new_is_built_for_the_quiet_tenants_of_every_cell() {
        try (StreamNode node = node()) {
            for (int i = 0; i < EVENTS; i++) {
                node.commit(Visits.used(south, "a", i), i);
                node.commit(Visits.used(north, "a", i), i);
            }
            followed(node, Visits.VIEW);
        }
        // Another release on another start.
        try (StreamNode node = node()) {
            followed(node, Visits.LATER);
        }
    }

    private void followed(StreamNode node, View<Visits.Row> view) {
        try (ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, new Visits(view))) {
            await().until(runner::ready);
            await().untilAsserted(() -> assertThat(count(node, view, north)).isEqualTo(EVENTS));
            await().untilAsserted(() -> assertThat(count(node, view, south)).isEqualTo(EVENTS));
        }
    }

    private static long count(StreamNode node, View<Visits.Row> view, TenantId tenant) {
        Optional<Visits.Row> all = node.views.row(view, tenant, Visits.ALL);
        return all.map(Visits.Row::count).orElse(0L);
    }

    private static long documents(StreamNode node, String cell, String collection, TenantId tenant) {
        MongoDatabase database = Objects.requireNonNull(node.cells.byName().get(cell));
        return database.getCollection(collection).countDocuments(Filters.eq("tenant", tenant.value()));
    }
}
