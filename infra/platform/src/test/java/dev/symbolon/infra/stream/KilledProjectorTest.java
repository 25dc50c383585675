package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Rebuilds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process of projections that ends in the midst of it, without a word. */
@Timeout(120)
final class KilledProjectorTest {
    private static final int EVENTS = 1_200;
    private static final int STREAMS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private final TenantId tenant = Samples.aTenant();

    @Test
    void what_a_killed_process_left_half_done_is_neither_lost_nor_doubled() throws Exception {
        String database = TestStore.freshDatabase();
        String group = "killed" + Samples.fresh();
        try (StreamNode node = new StreamNode(database)) {
            Process child = child(database, group);
            try {
                Thread writer = Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < EVENTS; i++) {
                        node.commit(Visits.used(tenant, "s" + i % STREAMS, i), i / STREAMS);
                    }
                });
                // It is killed while events keep coming, so that a batch is under way.
                await().atMost(PATIENCE).until(() -> count(node) > 100);
                child.destroyForcibly().waitFor();
                writer.join();
                assertThat(count(node)).isLessThan(EVENTS);
            } finally {
                child.destroyForcibly();
            }
            ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, new Visits());
            try {
                await().atMost(PATIENCE).until(() -> count(node) == EVENTS);
                for (int stream = 0; stream < STREAMS; stream++) {
                    assertThat(node.views
                                    .row(Visits.VIEW, tenant, "s" + stream)
                                    .orElseThrow()
                                    .count())
                            .isEqualTo(EVENTS / STREAMS);
                }
                assertThat(runner.parked(tenant)).isEmpty();
                assertThat(node.differing(runner, tenant)).isZero();
            } finally {
                runner.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_rebuild_whose_process_is_killed_goes_on_in_another_one_and_ends_with_the_same_rows(Rebuilds.Source source)
            throws Exception {
        int events = 4 * EVENTS;
        String database = TestStore.freshDatabase();
        String group = "killed" + Samples.fresh();
        try (StreamNode node = new StreamNode(database)) {
            for (int i = 0; i < events; i++) {
                node.commit(Visits.used(tenant, "s" + i % STREAMS, i), i / STREAMS);
            }
            RebuildOrders orders = new RebuildOrders(node.cells);
            Process child = child(database, group);
            try {
                await().atMost(PATIENCE).until(() -> count(node) == events);
                ordered(node, orders, source);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> found(orders).side().isPresent());
            } finally {
                child.destroyForcibly().waitFor();
            }
            assertThat(found(orders).rebuild().phase()).isEqualTo(Rebuilds.Phase.RUNNING);
            ProjectionRunner runner = node.runner(group, LaneSettings.STANDARD, new Visits());
            try (runner;
                    Rebuilder rebuilder = node.rebuilder(runner)) {
                Rebuilds.Rebuild done = await().atMost(PATIENCE)
                        .until(() -> found(orders).rebuild(), rebuild -> rebuild.phase() == Rebuilds.Phase.DONE);
                assertThat(done.compared().orElseThrow().different()).isZero();
                assertThat(done.compared().orElseThrow().rows()).isEqualTo(STREAMS + 1);
                assertThat(done.source()).isEqualTo(source);
                assertThat(done.fellBack()).isEmpty();
                assertThat(count(node)).isEqualTo(events);
                assertThat(StreamNode.differing(rebuilder, tenant)).isZero();
            }
        }
    }

    /** As a process that doesn't follow the tenant itself orders it. */
    private void ordered(StreamNode node, RebuildOrders orders, Rebuilds.Source source) {
        RetainedEvents.Reach reach = new RetainedEvents(EmbeddedKafka.bootstrap(), Duration.ofSeconds(10))
                .reach(tenant, node.store.first(tenant));
        assertThat(reach).isInstanceOf(RetainedEvents.Reach.From.class);
        assertThat(orders.order(
                        tenant,
                        "visits-v1",
                        Rebuilds.Purpose.REPLACE,
                        source,
                        ((RetainedEvents.Reach.From) reach).offset(),
                        Instant.EPOCH,
                        Instant.now()))
                .isPresent();
    }

    private RebuildOrders.Stored found(RebuildOrders orders) {
        return orders.of(tenant, List.of("visits-v1")).getFirst();
    }

    private long count(StreamNode node) {
        return node.views
                .row(Visits.VIEW, tenant, Visits.ALL)
                .map(Visits.Row::count)
                .orElse(0L);
    }

    private Process child(String database, String group) throws IOException {
        Path out = folder.resolve("child.log");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildProjector.class.getName(),
                        database,
                        EmbeddedKafka.bootstrap(),
                        group)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        await().atMost(PATIENCE).until(() -> Files.readString(out).contains("ready"));
        return child;
    }
}
