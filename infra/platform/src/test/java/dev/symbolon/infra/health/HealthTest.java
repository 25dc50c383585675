package dev.symbolon.infra.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import dev.symbolon.infra.PlatformAutoConfiguration;
import dev.symbolon.infra.log.MongoCommitLog;
import dev.symbolon.infra.stream.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What readiness says when things break, one after the other. */
class HealthTest {

    @TempDir
    Path folder;

    @Test
    void kafka_may_be_away_but_not_the_log_nor_the_store() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            EmbeddedStore store =
                    EmbeddedStore.open(EmbeddedStoreSettings.local(folder.resolve("store"), Durability.WAL));
            context(store, kafka).run(node -> {
                assertThat(node).hasNotFailed();
                await(() ->
                        Boolean.TRUE.equals(health(node, "stream").getDetails().get("listening")));
                assertThat(status(node, "log")).isEqualTo(Status.UP);
                assertThat(status(node, "store")).isEqualTo(Status.UP);

                kafka.stop();
                await(() ->
                        Boolean.FALSE.equals(health(node, "stream").getDetails().get("listening")));
                assertThat(health(node, "stream").getDetails()).containsEntry("readable", true);
                assertThat(status(node, "stream")).isEqualTo(Status.UP);
                assertThat(status(node, "log")).isEqualTo(Status.UP);
                assertThat(status(node, "store")).isEqualTo(Status.UP);
                kafka.startAgain();
                await(() ->
                        Boolean.TRUE.equals(health(node, "stream").getDetails().get("listening")));

                node.getBean(MongoCommitLog.class).close();
                assertThat(status(node, "log")).isEqualTo(Status.DOWN);

                store.close();
                assertThat(status(node, "store")).isEqualTo(Status.DOWN);
            });
        }
    }

    @Test
    void a_node_whose_clock_is_off_is_not_ready() throws Exception {
        try (EmbeddedStore store =
                EmbeddedStore.open(EmbeddedStoreSettings.local(folder.resolve("store"), Durability.WAL))) {
            for (Duration off : new Duration[] {Duration.ofSeconds(3), Duration.ofSeconds(-3)}) {
                context(store.connectionString(), EmbeddedKafka.bootstrap())
                        .withBean(Clock.class, () -> Clock.offset(Clock.systemUTC(), off))
                        .run(node ->
                                assertThat(status(node, "store")).as("%s", off).isEqualTo(Status.DOWN));
            }
        }
    }

    @Test
    void projections_are_ready_once_built_and_as_long_as_they_run() {
        AtomicBoolean built = new AtomicBoolean();
        AtomicBoolean runs = new AtomicBoolean(true);
        HealthIndicator projections = new ProjectionsHealth(built::get, runs::get);
        assertThat(status(projections)).isEqualTo(Status.DOWN);
        built.set(true);
        assertThat(status(projections)).isEqualTo(Status.UP);
        built.set(false);
        assertThat(status(projections)).isEqualTo(Status.UP);
        runs.set(false);
        assertThat(status(projections)).isEqualTo(Status.DOWN);
    }

    private ApplicationContextRunner context(EmbeddedStore store, EmbeddedKafka kafka) throws IOException {
        return context(store.connectionString(), kafka.servers());
    }

    private ApplicationContextRunner context(String store, String kafka) throws IOException {
        Path key = folder.resolve("master.key");
        Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(PlatformAutoConfiguration.class))
                .withPropertyValues(
                        "symbolon.node=node-a",
                        "symbolon.mongodb=" + store + "/health",
                        "symbolon.kafka=" + kafka,
                        "symbolon.master-key-file=" + key);
    }

    private static Health health(ApplicationContext node, String name) {
        return Objects.requireNonNull(
                node.getBean(name + "HealthIndicator", HealthIndicator.class).health(true));
    }

    private static Status status(ApplicationContext node, String name) {
        return health(node, name).getStatus();
    }

    private static Status status(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health(true)).getStatus();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
