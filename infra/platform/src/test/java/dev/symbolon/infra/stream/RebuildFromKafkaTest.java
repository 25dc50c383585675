package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.Rebuilds.Ordered;
import dev.symbolon.ports.view.Rebuilds.Phase;
import dev.symbolon.ports.view.Rebuilds.Purpose;
import dev.symbolon.ports.view.Rebuilds.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rebuilds that read Kafka, on a broker whose retention is in the test's hands. */
@Timeout(180)
final class RebuildFromKafkaTest {
    private static final int EVENTS = 600;
    private static final String VIEW = "visits-v1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LaneSettings IMPATIENT =
            new LaneSettings(2_000, 500, 4, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(2));
    private static EmbeddedKafka broker;

    /** Those of the tests before: what one of them dropped is gone for all tenants of the partition. */
    private static final Set<Integer> USED = new HashSet<>();

    private final TenantId tenant = onAPartitionOfItsOwn();
    private StreamNode node;
    private ProjectionRunner runner;
    private Rebuilder rebuilder;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafka.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void follow() {
        node = new StreamNode(TestStore.freshDatabase(), Duration.ofSeconds(10), broker.servers());
        runner = node.runner("g" + Samples.fresh(), IMPATIENT, new Visits());
        rebuilder = node.rebuilder(runner);
        await().atMost(PATIENCE).until(runner::ready);
    }

    @AfterEach
    void close() {
        rebuilder.close();
        runner.close();
        node.close();
    }

    @Test
    void a_rebuild_from_kafka_equals_what_is_live_while_events_keep_coming() throws Exception {
        commit(0, EVENTS);
        Thread writer = Thread.ofVirtual().start(() -> commit(EVENTS, 2 * EVENTS));
        assertThat(order()).isInstanceOf(Ordered.Begun.class);
        Rebuilds.Rebuild done = done();
        assertThat(done.compared().orElseThrow().different()).as("%s", done).isZero();
        assertThat(done.source()).isEqualTo(Source.KAFKA);
        assertThat(done.fellBack()).isEmpty();
        assertThat(done.commits()).isGreaterThanOrEqualTo(EVENTS);
        writer.join();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count()).isEqualTo(2 * EVENTS));
        assertThat(StreamNode.differing(rebuilder, tenant)).isZero();
    }

    @Test
    void what_kafka_has_dropped_already_cannot_be_ordered_from_it() throws Exception {
        commit(0, 50);
        drop();
        assertThat(order())
                .isInstanceOfSatisfying(
                        Ordered.OutOfReach.class, no -> assertThat(no.why()).contains("the tenant's log begins"));
        assertThat(rebuilder.of(tenant)).isEmpty();
        assertThat(StreamNode.differing(rebuilder, tenant))
                .as("the store has it")
                .isZero();
    }

    @Test
    void a_log_that_is_older_than_the_topic_cannot_be_ordered_from_it() {
        node.skipped.add("first");
        node.commit("first", Visits.used(tenant, "a", 0), 0);
        node.commit(Visits.used(tenant, "b", 1), 0);
        assertThat(order())
                .isInstanceOfSatisfying(
                        Ordered.OutOfReach.class, no -> assertThat(no.why()).contains("Kafka doesn't have the commit"));
        TenantId nobody = Samples.aTenant();
        assertThat(rebuilder.order(nobody, VIEW, Purpose.REPLACE, Source.KAFKA)).isInstanceOf(Ordered.OutOfReach.class);
    }

    @Test
    void when_retention_is_faster_than_the_rebuild_it_goes_on_from_the_store_and_says_so() throws Exception {
        commit(0, EVENTS);
        await().atMost(PATIENCE).until(() -> count() == EVENTS);
        drop();
        orderedBefore();
        Rebuilds.Rebuild done = done();
        assertThat(done.source()).isEqualTo(Source.STORE);
        assertThat(done.fellBack()).contains("Kafka's retention was faster");
        assertThat(done.compared().orElseThrow().different()).isZero();
        assertThat(count())
                .as("and the one that the retention was waited for by")
                .isEqualTo(EVENTS + 1);
    }

    @Test
    void while_kafka_is_away_a_rebuild_from_it_waits_and_one_from_the_store_goes_on() {
        TenantId other = onAPartitionOfItsOwn();
        commit(0, EVENTS);
        Position last = node.commit(Visits.used(other, "a", 0), 0);
        await().atMost(PATIENCE).until(() -> count() == EVENTS && node.views.await(Visits.VIEW, last));
        broker.stop();
        try {
            assertThat(order())
                    .isInstanceOfSatisfying(
                            Ordered.OutOfReach.class, no -> assertThat(no.why()).contains("Kafka doesn't answer"));
            orderedBefore();
            rebuilder.order(other, VIEW, Purpose.REPLACE, Source.STORE);
            await().atMost(PATIENCE)
                    .until(() -> rebuilder.of(other).getFirst().phase() == Phase.DONE
                            && rebuilder.of(tenant).getFirst().failure().isPresent());
            // What is decided meanwhile comes when Kafka is there again.
            node.commit(Visits.used(tenant, "late", 0), 0);
        } finally {
            broker.startAgain();
        }
        Rebuilds.Rebuild done = done();
        assertThat(done.source()).isEqualTo(Source.KAFKA);
        assertThat(done.failure()).isEmpty();
        assertThat(done.compared().orElseThrow().different()).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count()).isEqualTo(EVENTS + 1));
        assertThat(StreamNode.differing(rebuilder, tenant)).isZero();
    }

    private static TenantId onAPartitionOfItsOwn() {
        return Stream.generate(Samples::aTenant)
                .filter(tenant -> USED.add(TenantPartition.of(tenant, RelayTopics.PARTITIONS)))
                .findFirst()
                .orElseThrow();
    }

    private void commit(int from, int until) {
        for (int i = from; i < until; i++) {
            node.commit(Visits.used(tenant, "s" + i % 10, i), i / 10);
        }
    }

    private Ordered order() {
        return rebuilder.order(tenant, VIEW, Purpose.REPLACE, Source.KAFKA);
    }

    /** As it stands when it was ordered while Kafka had everything. */
    private void orderedBefore() {
        assertThat(new RebuildOrders(node.cells)
                        .order(tenant, VIEW, Purpose.REPLACE, Source.KAFKA, 0, Instant.EPOCH, Instant.now()))
                .isPresent();
    }

    private Rebuilds.Rebuild done() {
        return await().atMost(PATIENCE)
                .until(() -> rebuilder.of(tenant).getFirst(), rebuild -> rebuild.phase() == Phase.DONE);
    }

    private long count() {
        return node.views
                .row(Visits.VIEW, tenant, Visits.ALL)
                .map(Visits.Row::count)
                .orElse(0L);
    }

    /** Retention takes all that is there, once all of it was followed. */
    private void drop() throws Exception {
        Position last = node.commit(Visits.used(tenant, "end", 0), 0);
        await().atMost(PATIENCE).until(() -> node.views.await(Visits.VIEW, last));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.servers()))) {
            int partitions = admin.describeTopics(List.of(RelayTopics.EVENTS))
                    .allTopicNames()
                    .get(10, TimeUnit.SECONDS)
                    .get(RelayTopics.EVENTS)
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(RelayTopics.EVENTS, partition))
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
            Map<TopicPartition, RecordsToDelete> all =
                    admin.listOffsets(ends).all().get(10, TimeUnit.SECONDS).entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    end -> RecordsToDelete.beforeOffset(
                                            end.getValue().offset())));
            admin.deleteRecords(all).all().get(10, TimeUnit.SECONDS);
        }
    }
}
