package dev.symbolon.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.infra.decision.CachedStates;
import dev.symbolon.infra.decision.Freshness;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.TakenOver;
import dev.symbolon.infra.log.TestNode;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.stream.EmbeddedKafka;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.log.StableTime;
import dev.symbolon.ports.secret.PersonalData;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class PlatformAutoConfigurationTest {
    private static final TenantId TENANT = new TenantId("hotel");

    @TempDir
    Path folder;

    @Test
    void a_service_gets_its_ports_and_what_it_refused_is_written_when_it_stops() throws IOException {
        String database = TestStore.freshDatabase();
        context(database).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context)
                    .hasSingleBean(Decisions.class)
                    .hasSingleBean(Claims.class)
                    .hasSingleBean(RefusalLog.class)
                    .hasSingleBean(HybridClock.class)
                    .hasSingleBean(StableTime.class)
                    .hasSingleBean(CachedStates.class)
                    .hasSingleBean(Randomness.class)
                    .hasSingleBean(MeterRegistry.class)
                    .hasSingleBean(EventLog.class)
                    .hasSingleBean(Freshness.class);
            Decisions decisions = context.getBean(Decisions.class);
            UserId user = new UserId("ada");
            decisions.decide(TENANT, reading -> {
                assertThat(reading.state(ClientState.FOLD, new ClientId("none")))
                        .isEmpty();
                return reading.commit(register(user), Origin.of(new Actor.Platform("test"), "request-1"));
            });
            assertThat(decisions.<Optional<UserState>>decide(TENANT, reading -> reading.state(UserState.FOLD, user)))
                    .isPresent();
            awaitFresh(context);
            assertThat(decisions.<Optional<UserState>>decide(TENANT, reading -> reading.state(UserState.FOLD, user)))
                    .isPresent();
            context.publishEvent(new TakenOver());
            context.getBean(RefusalLog.class).refused(TENANT, "unknown-client", sample());
        });

        try (TestNode after = TestNode.on(database)) {
            CommitLog log = after.log;
            assertThat(log.commits(TENANT, HybridTime.ZERO, "", 10))
                    .extracting(commit -> commit.events().getFirst().type())
                    .containsExactly("user.registered", "refusal.gathered");
        }
    }

    @Test
    void an_erasure_on_one_node_closes_what_another_had_open() throws IOException {
        String database = TestStore.freshDatabase();
        UserId user = new UserId("ada");
        Origin origin = Origin.of(new Actor.Platform("test"), "request-1");
        context(database)
                .run(one -> context(database)
                        .withPropertyValues("symbolon.node=node-b")
                        .run(other -> {
                            Decisions decisions = one.getBean(Decisions.class);
                            decisions.decide(TENANT, reading -> reading.commit(register(user), origin));
                            Personal login = decisions
                                    .<Optional<UserState>>decide(TENANT, reading -> reading.state(UserState.FOLD, user))
                                    .orElseThrow()
                                    .profile()
                                    .login();
                            awaitFresh(other);
                            PersonalData there = other.getBean(PersonalData.class);
                            assertThat(there.open(TENANT, login)).contains("ada@hotel.test");

                            one.getBean(PersonalData.class).erase(TENANT, user);
                            assertThat(there.open(TENANT, login)).isPresent();
                            decisions.decide(
                                    TENANT,
                                    reading -> reading.commit(
                                            new UserCommand.Erase(TENANT, user, "asked for it", Instant.now()),
                                            origin));

                            // Far sooner than the key's life in a cache.
                            await(() -> there.open(TENANT, login).isEmpty());
                        }));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void awaitFresh(ApplicationContext node) {
        await(() -> node.getBean(Freshness.class).fresh(TENANT));
    }

    private ApplicationContextRunner context(String database) throws IOException {
        Path key = folder.resolve("master.key");
        Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(PlatformAutoConfiguration.class))
                .withPropertyValues(
                        "symbolon.node=node-a",
                        "symbolon.mongodb=" + database,
                        "symbolon.kafka=" + EmbeddedKafka.bootstrap(),
                        "symbolon.master-key-file=" + key);
    }

    private static UserCommand.Register register(UserId user) {
        Profile profile = new Profile(Personal.of("ada@hotel.test"), Optional.empty(), Optional.empty(), false);
        return new UserCommand.Register(TENANT, user, "index", profile, Instant.now());
    }

    private static RefusalEvent.Sample sample() {
        return new RefusalEvent.Sample(
                "authorize",
                Optional.empty(),
                Optional.empty(),
                Personal.of("192.0.2.1"),
                Instant.now(),
                "0c4e6g8j0k2m4n6p8q0r2s4t6v");
    }
}
