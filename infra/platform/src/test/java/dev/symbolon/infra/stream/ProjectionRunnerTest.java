package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Rebuilds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the log by way of Kafka into the views, on a real broker and the store. */
@Timeout(90)
final class ProjectionRunnerTest {
    private final StreamNode node = new StreamNode(TestStore.freshDatabase());
    private final Visits visits = new Visits();
    private final TenantId tenant = Samples.aTenant();
    private final String group = "g" + Samples.fresh();
    private ProjectionRunner runner;

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
        }
        node.close();
    }

    @Test
    void what_is_committed_is_in_the_view_when_its_position_is_awaited() {
        follow();
        for (int i = 0; i < 20; i++) {
            Position position = node.commit(Visits.used(tenant, "a", i), i);
            assertThat(awaited(position)).isTrue();
            assertThat(count("a")).isEqualTo(i + 1);
        }
        assertThat(node.meters.get("symbolon.projection.delay").timer().count()).isEqualTo(20);
    }

    @Test
    void a_new_group_begins_with_what_the_store_has() {
        for (int i = 0; i < 30; i++) {
            node.commit(Visits.used(tenant, "a", i), i);
        }
        follow();
        await().untilAsserted(() -> assertThat(count("a")).isEqualTo(30));
        await().until(runner::ready);
    }

    @Test
    void a_restarted_group_goes_on_and_counts_nothing_twice() {
        follow();
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 0), 0))).isTrue();
        runner.close();
        node.commit(Visits.used(tenant, "a", 1), 1);
        follow();
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 2), 2))).isTrue();
        assertThat(count("a")).isEqualTo(3);
    }

    @Test
    void a_commit_that_is_published_twice_counts_once() {
        follow();
        node.commit(Visits.used(tenant, "a", 0), 0);
        node.commit(Visits.used(tenant, "a", 1), 1);
        await().until(() -> node.published.size() == 2);
        for (StoredCommit commit : List.copyOf(node.published)) {
            node.relay.publish(commit, _ -> {});
        }
        assertThat(awaited(node.commit(Visits.used(tenant, "b", 2), 0))).isTrue();
        assertThat(count("a")).isEqualTo(2);
        assertThat(count(Visits.ALL)).isEqualTo(3);
    }

    @Test
    void an_event_that_kafka_never_had_is_read_from_the_store_when_the_next_one_shows_the_gap() {
        follow();
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 0), 0))).isTrue();
        node.skipped.add("lost");
        node.commit("lost", Visits.used(tenant, "a", 1), 1);
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 2), 2))).isTrue();
        assertThat(count("a")).isEqualTo(3);
    }

    @Test
    void an_event_whose_headers_nobody_can_read_is_read_from_the_store() throws Exception {
        follow();
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 0), 0))).isTrue();
        node.skipped.add("by-its-clock");
        node.skipped.add("by-all-there-is");
        node.commit("by-its-clock", Visits.used(tenant, "a", 1), 1);
        node.commit("by-all-there-is", Visits.used(tenant, "b", 2), 0);
        Map<String, StoredCommit> lost = node.log.commits(tenant, HybridTime.ZERO, "", 10).stream()
                .collect(Collectors.toMap(StoredCommit::id, commit -> commit));
        send(lost.get("by-its-clock"), "ce_sequence");
        await().untilAsserted(() -> assertThat(count("a")).isEqualTo(2));
        assertThat(count("b")).isZero();

        send(lost.get("by-all-there-is"), "ce_clock");
        await().untilAsserted(() -> assertThat(count("b")).isEqualTo(1));
        assertThat(count(Visits.ALL)).isEqualTo(3);
        assertThat(node.meters.get("symbolon.projection.malformed").counter().count())
                .isEqualTo(2);
    }

    /** As the relay sends it, but for one header. */
    private static void send(StoredCommit commit, String without) throws Exception {
        ProducerRecord<byte[], byte[]> message = CloudEventMessages.event(
                RelayTopics.EVENTS, CloudEventMessages.ascii(commit.tenant().value()), commit, 0);
        message.headers().remove(without);
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, EmbeddedKafka.bootstrap());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(message).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void an_event_that_nobody_can_read_parks_its_stream_and_no_other() {
        follow();
        node.commit(Visits.used(tenant, "a", 0), 0);
        node.commitGarbage(Visits.used(tenant, "a", 1), 1);
        node.commit(Visits.used(tenant, "a", 2), 2);
        assertThat(awaited(node.commit(Visits.used(tenant, "b", 3), 0))).isTrue();
        assertThat(count("a")).isEqualTo(1);
        assertThat(count("b")).isEqualTo(1);
        assertThat(runner.parked(tenant)).singleElement().satisfies(parked -> {
            assertThat(parked.stream().id()).isEqualTo("a");
            assertThat(parked.sequence()).isEqualTo(1);
        });
        assertThat(runner.retry(Visits.used(tenant, "a", 0).stream())).isFalse();
    }

    @Test
    void what_no_view_follows_is_passed_over_unread_and_leaves_no_gap() {
        follow();
        node.commit(Visits.used(tenant, "a", 0), 0);
        Position unread = node.commitGarbage(
                new SessionEvent.ClientJoined(tenant, new SessionId("a"), new ClientId("app"), Instant.EPOCH), 1);
        assertThat(awaited(unread)).isTrue();
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 2), 2))).isTrue();
        assertThat(count("a")).isEqualTo(2);
        assertThat(runner.parked(tenant)).isEmpty();
        assertThat(node.differing(runner, tenant)).isZero();
    }

    @Test
    void an_event_of_a_newer_version_parks_its_stream_and_says_so_while_others_go_on() {
        follow();
        node.commit(Visits.used(tenant, "a", 0), 0);
        node.commitNewer(Visits.used(tenant, "a", 1), 1);
        TenantId neighbour = Samples.aTenant();
        assertThat(awaited(node.commit(Visits.used(neighbour, "b", 0), 0))).isTrue();
        assertThat(awaited(node.commit(Visits.used(tenant, "b", 3), 0))).isTrue();
        assertThat(count("b")).isEqualTo(1);
        assertThat(runner.parked(tenant))
                .singleElement()
                .satisfies(parked -> assertThat(parked.reason()).contains("99"));
        assertThat(runner.parked(neighbour)).isEmpty();
    }

    @Test
    void a_commit_that_its_node_relays_long_after_later_ones_is_not_lost() {
        follow();
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 3), 0))).isTrue();
        node.skipped.add("late");
        Position late = node.commit("late", Visits.used(tenant, "b", 4), 0);
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 5), 1))).isTrue();
        assertThat(count("b")).isZero();
        node.store.newest(tenant, 10).stream()
                .filter(commit -> commit.position().equals(late))
                .forEach(commit -> node.relay.publish(commit, _ -> {}));
        await().untilAsserted(() -> assertThat(count("b")).isEqualTo(1));
        assertThat(count(Visits.ALL)).isEqualTo(3);
        assertThat(node.differing(runner, tenant)).isZero();
    }

    @Test
    void a_stream_that_the_projection_refused_goes_in_when_it_is_tried_again() {
        visits.poison.add(1L);
        follow();
        node.commit(Visits.used(tenant, "a", 0), 0);
        node.commit(Visits.used(tenant, "a", 1), 1);
        assertThat(awaited(node.commit(Visits.used(tenant, "b", 3), 0))).isTrue();
        assertThat(count("a")).isEqualTo(1);
        visits.poison.clear();
        assertThat(runner.retry(Visits.used(tenant, "a", 0).stream())).isTrue();
        assertThat(count("a")).isEqualTo(2);
    }

    @Test
    void a_tenant_that_floods_is_read_from_the_store_while_its_neighbour_goes_on() {
        TenantId flooding = Samples.aTenant();
        follow(new LaneSettings(10, 5, 1, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10)));
        for (int i = 0; i < 1_500; i++) {
            node.commit(Visits.used(flooding, "s" + i % 50, i), i / 50);
        }
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 0), 0))).isTrue();
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(node.views
                                .row(Visits.VIEW, flooding, Visits.ALL)
                                .map(Visits.Row::count))
                        .contains(1_500L));
        assertThat(node.meters.get("symbolon.projection.replayed").counter().count())
                .as("commits read from the store instead of the queue")
                .isPositive();
        assertThat(awaited(node.commit(Visits.used(flooding, "s0", 2_000), 30))).isTrue();
    }

    @Test
    void a_rebuild_equals_what_is_live_while_events_keep_coming() throws Exception {
        follow();
        for (int i = 0; i < 300; i++) {
            node.commit(Visits.used(tenant, "s" + i % 10, i), i / 10);
        }
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 300; i < 600; i++) {
                node.commit(Visits.used(tenant, "s" + i % 10, i), i / 10);
            }
        });
        Rebuilder rebuilder = node.rebuilder(runner);
        try (rebuilder) {
            assertThat(rebuilder.order(tenant, "visits-v1", Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE))
                    .isInstanceOf(Rebuilds.Ordered.Begun.class);
            Rebuilds.Rebuild done = await().until(
                            () -> rebuilder.of(tenant).getFirst(), rebuild -> rebuild.phase() == Rebuilds.Phase.DONE);
            assertThat(done.compared().orElseThrow().different()).as("%s", done).isZero();
            assertThat(done.share()).isEqualTo(1);
        }
        writer.join();
        assertThat(awaited(node.commit(Visits.used(tenant, "s0", 700), 60))).isTrue();
        assertThat(count(Visits.ALL)).isEqualTo(601);
    }

    @Test
    void a_rebuild_goes_on_where_it_was_when_its_process_died_or_somebody_had_paused_it() {
        follow();
        Position last = null;
        for (int i = 0; i < 3_000; i++) {
            last = node.commit(Visits.used(tenant, "s" + i % 10, i), i / 10);
        }
        assertThat(last).isNotNull();
        Position end = last;
        await().atMost(Duration.ofSeconds(40)).until(() -> awaited(end));
        try (Rebuilder first = node.rebuilder(runner)) {
            first.order(tenant, "visits-v1", Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE);
            assertThat(first.order(tenant, "visits-v1", Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE))
                    .as("one at a time")
                    .isInstanceOf(Rebuilds.Ordered.UnderWay.class);
            await().until(() -> first.of(tenant).getFirst().phase() != Rebuilds.Phase.WAITING);
        }
        try (Rebuilder second = node.rebuilder(runner)) {
            // Where it isn't over already, as it is on a quick machine; over HTTP one is met under way for certain.
            Optional<Rebuilds.Rebuild> paused = second.steer(tenant, "visits-v1", Rebuilds.Order.PAUSE);
            if (paused.isPresent()) {
                assertThat(paused.get().phase()).isEqualTo(Rebuilds.Phase.PAUSED);
                await().during(Duration.ofSeconds(1))
                        .until(() -> second.of(tenant).getFirst().phase() == Rebuilds.Phase.PAUSED);
                assertThat(second.steer(tenant, "visits-v1", Rebuilds.Order.RESUME))
                        .map(Rebuilds.Rebuild::phase)
                        .contains(Rebuilds.Phase.WAITING);
            }
            Rebuilds.Rebuild done = await().atMost(Duration.ofSeconds(30))
                    .until(() -> second.of(tenant).getFirst(), rebuild -> rebuild.phase() == Rebuilds.Phase.DONE);
            assertThat(done.compared().orElseThrow().different()).isZero();
        }
        assertThat(count(Visits.ALL)).isEqualTo(3_000);
    }

    @Test
    void a_rebuild_that_outlasts_the_quiet_of_its_tenant_goes_on_and_then_the_lane_is_let_go() {
        follow(new LaneSettings(2_000, 500, 4, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(10)));
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 0), 0))).isTrue();

        Rebuilds.Compared compared = runner.rebuilding()
                .rebuild(
                        "visits-v1",
                        tenant,
                        Rebuilds.Purpose.REPLACE,
                        new SlowCourse(() -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2_500))));

        assertThat(compared.rows()).isEqualTo(2);
        assertThat(compared.different()).isZero();
        await().until(() -> runner.rebuilding().followed().isEmpty());
        assertThat(awaited(node.commit(Visits.used(tenant, "a", 1), 1))).isTrue();
        assertThat(count("a")).isEqualTo(2);
    }

    /** A rebuild from the store that takes its time after each page. */
    private record SlowCourse(Runnable slowly) implements Rebuilding.Course {
        @Override
        public HybridTime from() {
            return HybridTime.ZERO;
        }

        @Override
        public void passed(HybridTime reached, int commits) {
            slowly.run();
        }

        @Override
        public OptionalLong offset() {
            return OptionalLong.empty();
        }

        @Override
        public void read(long offset) {}

        @Override
        public void fallsBack(String why) {}

        @Override
        public void finishing() {}

        @Override
        public void compared(Rebuilds.Compared compared) {}
    }

    @Test
    void a_cancelled_rebuild_leaves_nothing_and_another_may_follow() {
        follow();
        for (int i = 0; i < 50; i++) {
            node.commit(Visits.used(tenant, "a", i), i);
        }
        try (Rebuilder rebuilder = node.rebuilder(runner)) {
            rebuilder.order(tenant, "visits-v1", Rebuilds.Purpose.COMPARE, Rebuilds.Source.STORE);
            await().until(() -> rebuilder.of(tenant).getFirst().phase() == Rebuilds.Phase.DONE
                    || rebuilder
                            .steer(tenant, "visits-v1", Rebuilds.Order.CANCEL)
                            .isPresent());
            assertThat(rebuilder.steer(tenant, "visits-v1", Rebuilds.Order.RESUME))
                    .isEmpty();
            await().until(() -> rebuilder.order(tenant, "visits-v1", Rebuilds.Purpose.COMPARE, Rebuilds.Source.STORE)
                    instanceof Rebuilds.Ordered.Begun);
            await().until(() -> rebuilder.of(tenant).getFirst().phase() == Rebuilds.Phase.DONE);
        }
        assertThat(count("a")).isEqualTo(50);
    }

    private void follow() {
        follow(LaneSettings.STANDARD);
    }

    private void follow(LaneSettings settings) {
        runner = node.runner(group, settings, visits);
        await().until(runner::ready);
    }

    private boolean awaited(Position position) {
        return node.views.await(Visits.VIEW, position);
    }

    private long count(String row) {
        return node.views.row(Visits.VIEW, tenant, row).map(Visits.Row::count).orElse(0L);
    }
}
