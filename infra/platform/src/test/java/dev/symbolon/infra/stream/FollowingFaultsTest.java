package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Following;
import dev.symbolon.ports.view.RegisteredProjections;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows the stream while the store or Kafka goes away, and commits keep coming: nothing is lost or doubled. */
@Timeout(300)
final class FollowingFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String database = TestStore.freshDatabase();

    @Test
    void the_store_was_away_for_seconds() throws Exception {
        storeAway(Duration.ofSeconds(4));
    }

    @Test
    @Tag("long")
    void the_store_was_away_for_a_minute() throws Exception {
        storeAway(Duration.ofMinutes(1));
    }

    @Test
    void kafka_was_away_for_seconds() throws Exception {
        kafkaAway(Duration.ofSeconds(4));
    }

    @Test
    @Tag("long")
    void kafka_was_away_for_a_minute() throws Exception {
        kafkaAway(Duration.ofMinutes(1));
    }

    /** Neither has a queue that something waits in, and of the newcomer this process has never heard. */
    @Test
    void how_far_a_tenants_views_are_behind_is_told_while_kafka_is_away() {
        TenantId quiet = Samples.aTenant();
        TenantId newcomer = Samples.aTenant();
        try (EmbeddedKafka broker = EmbeddedKafka.start();
                StreamNode node = new StreamNode(database, Duration.ofSeconds(10), broker.servers())) {
            ProjectionRunner runner = node.runner("g" + Samples.fresh(), LaneSettings.STANDARD, new Visits());
            try (runner) {
                await().atMost(PATIENCE).until(runner::ready);
                Position first = node.commit(Visits.used(quiet, "a", 0), 0);
                await().atMost(PATIENCE).until(() -> node.views.await(Visits.VIEW, first));
                await().atMost(PATIENCE).untilAsserted(() -> isNotBehind(node, runner, quiet));
                broker.stop();
                node.commit(Visits.used(quiet, "a", 1), 1);
                node.commit(Visits.used(newcomer, "a", 0), 0);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    isBehind(node, runner, quiet);
                    isBehind(node, runner, newcomer);
                });
                broker.startAgain();
                await().atMost(PATIENCE).untilAsserted(() -> {
                    isNotBehind(node, runner, quiet);
                    isNotBehind(node, runner, newcomer);
                });
            }
        }
    }

    @Test
    @Tag("long")
    void a_commit_comes_by_kafka_a_minute_after_later_ones() {
        late(Duration.ofMinutes(1));
    }

    /** The projections' way to it is cut; other nodes write on. */
    private void storeAway(Duration time) throws Exception {
        try (CutProxy proxy = new CutProxy(TestStore.port());
                StreamNode writing = new StreamNode(database);
                StreamNode node = new StreamNode(TestStore.through(proxy.port(), database))) {
            ProjectionRunner runner = node.runner("g" + Samples.fresh(), LaneSettings.STANDARD, new Visits());
            try (runner) {
                await().atMost(PATIENCE).until(runner::ready);
                Writers writers = Writers.on(writing);
                await().atMost(PATIENCE).until(() -> writers.count() > 200);
                proxy.hold();
                passes(time);
                proxy.release();
                long back = writers.count();
                await().atMost(PATIENCE).until(() -> writers.count() > back + 100);
                everythingIsThereOnce(writing, runner, writers.stop());
            }
        }
    }

    private void kafkaAway(Duration time) throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start();
                StreamNode node = new StreamNode(database, Duration.ofSeconds(10), broker.servers())) {
            ProjectionRunner runner = node.runner("g" + Samples.fresh(), LaneSettings.STANDARD, new Visits());
            try (runner) {
                await().atMost(PATIENCE).until(runner::ready);
                Writers writers = Writers.on(node);
                await().atMost(PATIENCE).until(() -> writers.count() > 200);
                broker.stop();
                long away = writers.count();
                passes(time);
                assertThat(writers.count()).as("decisions go on").isGreaterThan(away);
                TenantId tenant = writers.tenant();
                await().atMost(PATIENCE).untilAsserted(() -> isBehind(node, runner, tenant));
                broker.startAgain();
                everythingIsThereOnce(node, runner, writers.stop());
                await().atMost(PATIENCE).untilAsserted(() -> isNotBehind(node, runner, tenant));
            }
        }
    }

    private static void isBehind(StreamNode node, ProjectionRunner runner, TenantId tenant) {
        assertThat(lag(node, runner, tenant).waiting()).isPositive();
        assertThat(lag(node, runner, tenant).behind()).isPositive();
        assertThat(shownLag(node, tenant)).isPositive();
    }

    private static void isNotBehind(StreamNode node, ProjectionRunner runner, TenantId tenant) {
        assertThat(lag(node, runner, tenant).waiting()).isZero();
        assertThat(lag(node, runner, tenant).behind()).isZero();
        assertThat(shownLag(node, tenant)).isZero();
    }

    private static Following.Lag lag(StreamNode node, ProjectionRunner runner, TenantId tenant) {
        return new RunningProjections(
                        runner,
                        node.views,
                        new RegisteredProjections(List.of(new Visits())),
                        node.store,
                        InstantSource.system())
                .lag(tenant)
                .getFirst();
    }

    /** As it is scraped; of a tenant that isn't among those farthest behind there is none. */
    private static double shownLag(StreamNode node, TenantId tenant) {
        Gauge gauge = node.meters
                .find("symbolon.projection.tenant.lag")
                .tag("tenant", tenant.value())
                .gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private void late(Duration time) {
        TenantId tenant = Samples.aTenant();
        try (StreamNode node = new StreamNode(database)) {
            ProjectionRunner runner = node.runner("g" + Samples.fresh(), LaneSettings.STANDARD, new Visits());
            try (runner) {
                await().atMost(PATIENCE).until(runner::ready);
                node.skipped.add("late");
                Position late = node.commit("late", Visits.used(tenant, "b", 4), 0);
                Position next = node.commit(Visits.used(tenant, "a", 5), 0);
                await().atMost(PATIENCE).until(() -> node.views.await(Visits.VIEW, next));
                passes(time);
                node.store.newest(tenant, 10).stream()
                        .filter(commit -> commit.position().equals(late))
                        .forEach(commit -> node.relay.publish(commit, _ -> {}));
                everythingIsThereOnce(node, runner, Map.of(tenant, 2L));
            }
        }
    }

    private static void passes(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    private static void everythingIsThereOnce(StreamNode node, ProjectionRunner runner, Map<TenantId, Long> written) {
        assertThat(written).isNotEmpty();
        written.forEach((tenant, count) -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                node.views.row(Visits.VIEW, tenant, Visits.ALL).map(Visits.Row::count))
                        .contains(count)));
        written.keySet().forEach(tenant -> assertThat(runner.parked(tenant)).isEmpty());
        assertThat(node.differing(runner, written.keySet().iterator().next())).isZero();
    }
}
