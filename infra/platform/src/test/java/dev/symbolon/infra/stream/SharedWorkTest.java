package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that change hands, and a broker that comes back, while commits keep coming. */
@Timeout(180)
class SharedWorkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final String database = TestStore.freshDatabase();
    private final String group = "g" + Samples.fresh();

    @Test
    void processes_that_come_and_go_under_load_lose_nothing_and_count_nothing_twice() throws Exception {
        try (StreamNode node = new StreamNode(database);
                StreamNode other = new StreamNode(database)) {
            ProjectionRunner one = node.runner(group, "one", LaneSettings.STANDARD, new Visits());
            Writers writers = Writers.on(node);
            await().atMost(PATIENCE).until(() -> writers.count() > 200);

            ProjectionRunner two = other.runner(group, "two", LaneSettings.STANDARD, new Visits());
            await().atMost(PATIENCE)
                    .until(() -> two.rebuilding().followed().size() > 0
                            && one.rebuilding().followed().size() > 0);
            long shared = writers.count();
            await().atMost(PATIENCE).until(() -> writers.count() > shared + 200);

            one.close();
            ProjectionRunner three = node.runner(group, "three", LaneSettings.STANDARD, new Visits());
            long alone = writers.count();
            await().atMost(PATIENCE).until(() -> writers.count() > alone + 200);
            Map<TenantId, Long> written = writers.stop();
            allIsCounted(other, written);

            two.close();
            three.close();
        }
    }

    @Test
    @Tag("long")
    void a_broker_that_is_killed_under_load_stops_no_commit_and_loses_none() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder);
                StreamNode node = new StreamNode(database, Duration.ofSeconds(10), broker.servers())) {
            ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, new Visits());
            Writers writers = Writers.on(node);
            await().atMost(PATIENCE).until(() -> runner.ready() && writers.count() > 200);

            for (int kill = 0; kill < 2; kill++) {
                broker.kill();
                long away = writers.count();
                await().atMost(PATIENCE).until(() -> writers.count() > away + 300);
                assertThat(backlog(node)).as("commits that wait for the stream").isPositive();
                broker.startAgain();
                await().atMost(PATIENCE).until(() -> backlog(node) < 50);
            }
            Map<TenantId, Long> written = writers.stop();
            allIsCounted(node, written);
            await().atMost(PATIENCE).until(() -> backlog(node) == 0);
            runner.close();
        }
    }

    private static double backlog(StreamNode node) {
        return node.meters.get("symbolon.relay.backlog").gauge().value();
    }

    private static void allIsCounted(StreamNode node, Map<TenantId, Long> written) {
        assertThat(written).hasSizeGreaterThan(1);
        written.forEach((tenant, count) -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                node.views.row(Visits.VIEW, tenant, Visits.ALL).map(Visits.Row::count))
                        .contains(count)));
    }
}
