package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Rebuilds.Phase;
import dev.symbolon.ports.view.Rebuilds.Purpose;
import dev.symbolon.ports.view.Rebuilds.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the projections ask the store for, besides rows and commits: nothing has a whole collection read. */
final class ServedByIndexesTest {

    @Test
    void which_tenants_there_are_takes_one_document_of_each_however_much_they_have() {
        try (StreamNode node = new StreamNode(TestStore.freshDatabase())) {
            for (int i = 0; i < 3; i++) {
                TenantId tenant = Samples.aTenant();
                for (int sequence = 0; sequence < 20; sequence++) {
                    node.commit(Visits.used(tenant, "a", sequence), sequence);
                }
            }
            TenantsInStore tenants = new TenantsInStore(node.cells);
            long scans = TestStore.scans();

            assertThat(tenants.all()).hasSize(3);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                // The node's own heartbeats look at its register in between.
                long before = TestStore.examined();
                tenants.after(Optional.empty(), 2);
                least = Math.min(least, TestStore.examined() - before);
            }
            assertThat(least).isBetween(2L, 3L);
            assertThat(TestStore.scans()).isEqualTo(scans);
        }
    }

    @Test
    void writers_rebuilds_and_built_partitions_are_found_without_reading_a_whole_collection() {
        TenantId tenant = Samples.aTenant();
        try (StreamNode node = new StreamNode(TestStore.freshDatabase())) {
            RebuildOrders orders = new RebuildOrders(node.cells);
            assertThat(orders.open()).isEmpty();
            long scans = TestStore.scans();

            assertThat(node.log.controlOf("default").settled()).isGreaterThan(HybridTime.ZERO);
            Instant now = Instant.now();
            orders.order(tenant, "visits-v1", Purpose.REPLACE, Source.STORE, 0, now, now);
            orders.began(tenant, "visits-v1", "b", now);
            orders.passed(tenant, "visits-v1", HybridTime.ZERO, 0, 1, now);
            orders.move(tenant, "visits-v1", List.of(Phase.RUNNING), Phase.FINISHING, now);
            assertThat(orders.open()).hasSize(1);
            assertThat(orders.of(tenant, List.of("visits-v1", "other-v1"))).hasSize(1);
            orders.done(tenant, "visits-v1", now);
            BuiltPartitions built = new BuiltPartitions(node.cells, "group", Set.of("visits-v1"));
            built.note("default", Set.of(1, 2), 12);
            assertThat(built.open("default", Set.of(1, 2, 3), 12)).containsExactly(3);

            assertThat(TestStore.scans()).isEqualTo(scans);
        }
    }
}
