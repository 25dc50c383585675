package dev.symbolon.infra.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.TestNode;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.mongo.MongoCells;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which cell's journal is waited for, and what is known of those that don't answer. */
class JournalTest {
    @Test
    void a_cell_that_is_away_is_missed_by_its_own_tenants_alone_and_by_nobody_when_nothing_was_written()
            throws IOException {
        String home = TestStore.freshDatabase();
        String northern = TestStore.freshDatabase();
        TenantId south;
        TenantId north;
        try (TestNode node = TestNode.on(home, Map.of("north", northern))) {
            south = node.tenantIn("default");
            north = node.tenantIn("north");
        }
        try (CutProxy toNorth = new CutProxy(TestStore.port());
                MongoCells cells =
                        MongoCells.open(home, Map.of("north", TestStore.through(toNorth.port(), northern)))) {
            Checkpoints checkpoints = new Checkpoints(cells);
            for (TenantId tenant : List.of(south, north)) {
                checkpoints.reached(List.of(Visits.VIEW), tenant, Map.of("writer~1", 1L));
            }
            assertThat(checkpoints.journal()).isEmpty();

            checkpoints.reached(List.of(Visits.VIEW), south, Map.of("writer~1", 2L));
            toNorth.goAway();
            assertThat(checkpoints.journal()).as("nothing was written there").isEmpty();
            toNorth.comeBack();

            for (TenantId tenant : List.of(south, north)) {
                Await.until("written", () -> reached(checkpoints, tenant));
            }
            toNorth.goAway();
            assertThat(checkpoints.journal()).containsExactly(north);
            checkpoints.reached(List.of(Visits.VIEW), south, Map.of("writer~1", 4L));
            assertThat(checkpoints.journal()).as("still").containsExactly(north);
            toNorth.comeBack();
            Await.until("known", () -> checkpoints.journal().isEmpty());
        }
    }

    @Test
    void what_failed_for_whatever_reason_is_not_taken_to_be_journaled_by_who_asks_again() {
        String home = TestStore.freshDatabase();
        TenantId tenant;
        try (TestNode node = TestNode.on(home)) {
            tenant = node.tenantIn("default");
        }
        MongoCells cells = MongoCells.open(home, Map.of());
        Checkpoints checkpoints = new Checkpoints(cells);
        checkpoints.reached(List.of(Visits.VIEW), tenant, Map.of("writer~1", 1L));
        cells.close();
        for (int asked = 0; asked < 2; asked++) {
            assertThatThrownBy(checkpoints::journal).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Connections that broke meanwhile are met once. */
    private static boolean reached(Checkpoints checkpoints, TenantId tenant) {
        try {
            checkpoints.reached(List.of(Visits.VIEW), tenant, Map.of("writer~1", 3L));
            return true;
        } catch (MongoException _) {
            return false;
        }
    }
}
