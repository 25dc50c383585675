package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.View;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views of a tenant that isn't in the default cell: what is read and written for them is in its own. */
@Timeout(180)
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

    @Test
    void a_cell_that_is_away_at_a_start_is_followed_when_it_is_back_and_the_others_meanwhile() throws IOException {
        try (CutProxy toNorth = new CutProxy(TestStore.port());
                StreamNode writer = node();
                StreamNode node = apart(toNorth)) {
            write(writer, 0, 5);
            followedWhileAway(toNorth, writer, node, Visits.VIEW, 5, 10);
            // Again, now that Kafka knows how far this group is; and as another release, whose view is new.
            followedWhileAway(toNorth, writer, node, Visits.VIEW, 10, 15);
            followedWhileAway(toNorth, writer, node, Visits.LATER, 15, 20);
        }
    }

    @Test
    void a_rebuild_is_carried_out_and_tenants_are_listed_while_another_cell_is_away() throws IOException {
        try (CutProxy toNorth = new CutProxy(TestStore.port());
                StreamNode writer = node();
                StreamNode node = apart(toNorth)) {
            write(writer, 0, 5);
            toNorth.goAway();
            try (ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, new Visits());
                    Rebuilder rebuilder = node.rebuilder(runner)) {
                await().atMost(Duration.ofSeconds(30)).until(runner::ready);
                await().untilAsserted(() ->
                        assertThat(count(writer, Visits.VIEW, south)).isEqualTo(5));
                assertThat(rebuilder.order(south, "visits-v1", Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE))
                        .isInstanceOf(Rebuilds.Ordered.Begun.class);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> rebuilder.of(south).getFirst().phase() == Rebuilds.Phase.DONE);
                assertThat(new TenantsInStore(node.cells).after(Optional.empty(), 100))
                        .contains(south)
                        .doesNotContain(north);
                assertThat(node.views.parkedCount()).isZero();

                toNorth.comeBack();
                await().until(() -> rebuilder.order(north, "visits-v1", Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE)
                        instanceof Rebuilds.Ordered.Begun);
                await().until(() -> rebuilder.of(north).getFirst().phase() == Rebuilds.Phase.DONE);
                assertThat(count(writer, Visits.VIEW, north)).isEqualTo(5);
            }
        }
    }

    /** The first cell's tenant all the time, the second's once its cell is back. */
    private void followedWhileAway(
            CutProxy toNorth, StreamNode writer, StreamNode node, View<Visits.Row> view, int from, int until) {
        long before = count(writer, view, north);
        toNorth.goAway();
        try (ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, new Visits(view))) {
            await().atMost(Duration.ofSeconds(30)).until(runner::ready);
            write(writer, from, until);
            await().untilAsserted(() -> assertThat(count(writer, view, south)).isEqualTo(until));
            assertThat(count(writer, view, north)).isEqualTo(before);
            assertThat(new BuiltPartitions(writer.cells, group, List.of(MongoViews.nameOf(Visits.LATER)))
                            .open(
                                    "north",
                                    Set.of(TenantPartition.of(north, RelayTopics.PARTITIONS)),
                                    RelayTopics.PARTITIONS))
                    .as("not noted as built")
                    .isNotEmpty();

            toNorth.comeBack();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(count(writer, view, north)).isEqualTo(until));
            await().until(runner::ready);
        }
    }

    private void write(StreamNode writer, int from, int until) {
        for (int i = from; i < until; i++) {
            writer.commit(Visits.used(south, "a", i), i);
            writer.commit(Visits.used(north, "a", i), i);
        }
    }

    /** One that reaches the second cell by a way that can be cut. */
    private StreamNode apart(CutProxy toNorth) {
        return new StreamNode(
                home,
                Map.of("north", TestStore.through(toNorth.port(), Objects.requireNonNull(others.get("north")))),
                Duration.ofMinutes(5),
                EmbeddedKafka.bootstrap());
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
