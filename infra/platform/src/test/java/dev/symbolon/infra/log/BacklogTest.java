package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void what_memory_may_not_hold_is_relayed_from_the_store_in_order() throws Exception {
        try (TestNode node = TestNode.on(TestStore.freshDatabase())) {
            node.stream.away = true;
            var tenant = aTenant();
            int commits = Backlog.HELD_COUNT + 1_000;
            try (var threads =
                    Executors.newFixedThreadPool(200, Thread.ofVirtual().factory())) {
                List<Future<Appended>> done = new ArrayList<>();
                for (int i = 0; i < commits; i++) {
                    done.add(threads.submit(() -> node.log.append(aCommit(anEvent(aStream(tenant), 0)))));
                }
                for (Future<Appended> one : done) {
                    assertThat(one.get()).isInstanceOf(Appended.Stored.class);
                }
            }
            assertThat(node.meters.get("symbolon.relay.backlog").gauge().value())
                    .isEqualTo(commits);

            node.stream.away = false;
            Await.until(
                    "relayed",
                    () -> node.meters.get("symbolon.relay.backlog").gauge().value() == 0);

            assertThat(node.stream.published.stream().map(c -> c.position().counter()))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(commits);
        }
    }

    /** Behind a gap, and beyond what memory holds: its clock may be the lowest. */
    @Test
    void what_is_not_in_memory_may_have_any_clock() {
        Backlog backlog = new Backlog(0);
        HybridTime limit = new HybridTime(1_000_000);
        for (long counter = 2; counter <= Backlog.HELD_COUNT + 1; counter++) {
            backlog.resolved(counter, commit(counter, new HybridTime(1_000 + counter)));
        }
        assertThat(backlog.below(limit)).isEqualTo(new HybridTime(1_001));
        backlog.resolved(Backlog.HELD_COUNT + 2, commit(Backlog.HELD_COUNT + 2, new HybridTime(7)));
        assertThat(backlog.below(limit)).isEqualTo(HybridTime.ZERO);
    }

    private static StoredCommit commit(long counter, HybridTime clock) {
        TenantId tenant = aTenant();
        return new StoredCommit("c" + counter, tenant, clock, new Position(tenant, "w", 1, counter), List.of());
    }
}
