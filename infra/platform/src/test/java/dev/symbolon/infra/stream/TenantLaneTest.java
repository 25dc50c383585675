package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TenantLaneTest {

    @Test
    void a_lane_whose_store_fails_waits_twice_as_long_each_time_and_stops_at_once_when_it_is_closed() {
        List<Long> tries = new CopyOnWriteArrayList<>();
        try (StreamNode node = new StreamNode(TestStore.freshDatabase())) {
            LaneWork work = new LaneWork(
                    LaneSettings.STANDARD,
                    node.store,
                    _ -> true,
                    _ -> {
                        tries.add(System.nanoTime());
                        throw new IllegalStateException("the store is away");
                    },
                    Set::of,
                    new ProjectionMetrics(node.meters));
            TenantLane lane = new TenantLane(Samples.aTenant(), work, false);
            lane.start();
            Await.until("four tries", () -> tries.size() >= 4);

            for (int i = 1; i < 4; i++) {
                assertThat(TimeUnit.NANOSECONDS.toMillis(tries.get(i) - tries.get(i - 1)))
                        .as("pause " + i)
                        .isGreaterThanOrEqualTo(50L << i - 1);
            }
            long before = System.nanoTime();
            lane.close(5_000);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before))
                    .as("the next pause would be 400 ms")
                    .isLessThan(300);
        }
    }
}
