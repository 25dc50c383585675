package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a start looks at, and what it may leave alone. */
@Timeout(90)
final class BuiltPartitionsTest {
    private final TenantId tenant = Samples.aTenant();
    private final String group = "g" + Samples.fresh();

    @Test
    void a_start_opens_no_tenant_whose_views_are_built_and_meets_each_at_its_next_event() {
        try (StreamNode node = new StreamNode(TestStore.freshDatabase())) {
            followed(node, new Visits(), () -> {
                node.commit(Visits.used(tenant, "a", 0), 0);
                await().untilAsserted(() -> assertThat(count(node, Visits.VIEW)).isEqualTo(1));
                await().until(() -> noted(node, "visits-v1"));
            });
            try (ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, new Visits())) {
                await().until(runner::ready);
                assertThat(runner.rebuilding().followed()).isEmpty();

                node.commit(Visits.used(tenant, "a", 1), 1);
                await().untilAsserted(() -> assertThat(count(node, Visits.VIEW)).isEqualTo(2));
                assertThat(runner.rebuilding().followed()).containsExactly(tenant);
            }
        }
    }

    @Test
    void a_later_release_builds_its_view_for_quiet_tenants_also_for_those_that_an_earlier_one_met_in_between() {
        TenantId met = Samples.aTenant();
        try (StreamNode node = new StreamNode(TestStore.freshDatabase())) {
            followed(node, new Visits(), () -> {
                node.commit(Visits.used(tenant, "a", 0), 0);
                await().untilAsserted(() -> assertThat(count(node, Visits.VIEW)).isEqualTo(1));
                await().until(() -> noted(node, "visits-v1"));
            });
            followed(
                    node,
                    new Visits(Visits.LATER),
                    () -> await().untilAsserted(
                                    () -> assertThat(count(node, Visits.LATER)).isEqualTo(1)));
            followed(node, new Visits(), () -> {
                node.commit(Visits.used(met, "a", 0), 0);
                await().untilAsserted(
                                () -> assertThat(count(node, Visits.VIEW, met)).isEqualTo(1));
            });
            assertThat(count(node, Visits.LATER, met)).isZero();
            followed(
                    node,
                    new Visits(Visits.LATER),
                    () -> await().untilAsserted(() ->
                            assertThat(count(node, Visits.LATER, met)).isEqualTo(1)));
        }
    }

    @Test
    void a_cell_or_a_view_that_is_new_opens_a_partition_again_and_fewer_views_take_the_place_of_more() {
        String one = TestStore.freshDatabase();
        try (MongoCells first = MongoCells.open(one, Map.of());
                MongoCells both = MongoCells.open(one, Map.of("second", TestStore.freshDatabase()))) {
            BuiltPartitions now = new BuiltPartitions(first, group, List.of("a", "b"));
            assertThat(now.open("default", Set.of(0, 1), 4)).containsExactlyInAnyOrder(0, 1);
            now.note("default", Set.of(0), 4);
            assertThat(now.open("default", Set.of(0, 1), 4)).containsExactly(1);
            assertThat(now.open("default", Set.of(0), 8)).as("more partitions").containsExactly(0);
            assertThat(new BuiltPartitions(first, "other", List.of("a", "b")).open("default", Set.of(0), 4))
                    .containsExactly(0);
            assertThat(new BuiltPartitions(both, group, List.of("a", "b")).open("second", Set.of(0), 4))
                    .as("a new cell")
                    .containsExactly(0);
            assertThat(new BuiltPartitions(first, group, List.of("a", "c")).open("default", Set.of(0), 4))
                    .as("a new view")
                    .containsExactly(0);

            now.note("default", Set.of(0), 4);
            assertThat(new BuiltPartitions(first, group, List.of("c")).open("default", Set.of(0), 4))
                    .as("another release, which notes nothing")
                    .containsExactly(0);
            assertThat(now.open("default", Set.of(0), 4))
                    .as("met by another release")
                    .containsExactly(0);

            now.note("default", Set.of(0), 4);
            assertThat(new BuiltPartitions(first, group, List.of("a")).open("default", Set.of(0), 4))
                    .isEmpty();
            assertThat(now.open("default", Set.of(0), 4))
                    .as("met with fewer views")
                    .containsExactly(0);
        }
    }

    private void followed(StreamNode node, Projection<?> projection, Runnable meanwhile) {
        try (ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, projection)) {
            await().until(runner::ready);
            meanwhile.run();
        }
    }

    private boolean noted(StreamNode node, String view) {
        int count = RelayTopics.PARTITIONS;
        return new BuiltPartitions(node.cells, group, List.of(view))
                .open("default", Set.of(TenantPartition.of(tenant, count)), count)
                .isEmpty();
    }

    private long count(StreamNode node, View<Visits.Row> view) {
        return count(node, view, tenant);
    }

    private static long count(StreamNode node, View<Visits.Row> view, TenantId tenant) {
        return node.views.row(view, tenant, Visits.ALL).map(Visits.Row::count).orElse(0L);
    }
}
