package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.log.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DayKeysTest {
    private static final TenantId TENANT = new TenantId("hotel");
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private final KeysInMemory store = KeysInMemory.at(TestStore.freshDatabase());
    private final AtomicLong nanos = new AtomicLong();
    private final Secrets secrets = store.node(new SecureBytes(), nanos::get);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_address_can_be_read_for_a_month_and_no_longer() {
        secrets.days().prepare();
        Personal ofTheLastDay = address(TENANT, Instant.parse("2026-03-01T00:00:00Z"));
        Personal over = address(TENANT, Instant.parse("2026-02-28T23:59:59Z"));
        Personal overElsewhere = address(new TenantId("inn"), Instant.parse("2025-12-31T12:00:00Z"));

        assertThat(secrets.days().retain(MONTH, NOW)).isEqualTo(2);
        nanos.addAndGet(KeyCache.LIFE.toNanos());

        assertThat(secrets.personalData().open(TENANT, ofTheLastDay)).contains("192.0.2.7");
        assertThat(secrets.personalData().open(TENANT, over)).isEmpty();
        assertThat(secrets.personalData().open(new TenantId("inn"), overElsewhere))
                .isEmpty();
        assertThat(secrets.days().retain(MONTH, NOW)).isZero();
    }

    @Test
    void only_daily_keys_grow_old() {
        secrets.days().prepare();
        Personal name = seal(TENANT, Optional.of(new UserId("ada")), Instant.parse("2020-01-01T00:00:00Z"));
        secrets.vault().keep(TENANT, "signing", new byte[] {1});

        assertThat(secrets.days().retain(MONTH, NOW)).isZero();
        nanos.addAndGet(KeyCache.LIFE.toNanos());

        assertThat(secrets.personalData().open(TENANT, name)).isPresent();
        assertThat(secrets.vault().fetch(TENANT, "signing")).isPresent();
    }

    @Test
    void more_than_one_page_goes_in_one_run() {
        secrets.days().prepare();
        IntStream.range(0, 501).forEach(day -> address(TENANT, Instant.EPOCH.plus(Duration.ofDays(day))));

        assertThat(secrets.days().retain(MONTH, NOW)).isEqualTo(501);
    }

    @Test
    void a_node_removes_them_when_it_starts() {
        Personal over = address(TENANT, Instant.parse("2020-01-01T00:00:00Z"));
        nanos.addAndGet(KeyCache.LIFE.toNanos());

        try (DayKeySweep _ = new DayKeySweep(secrets.days(), MONTH, java.time.Clock.systemUTC())) {
            await(() -> {
                nanos.addAndGet(KeyCache.LIFE.toNanos());
                return secrets.personalData().open(TENANT, over).isEmpty();
            });
        }
    }

    private Personal address(TenantId tenant, Instant at) {
        return seal(tenant, Optional.empty(), at);
    }

    private Personal seal(TenantId tenant, Optional<UserId> subject, Instant at) {
        EventId event = new EventId("e1");
        Sealing sealing = new Sealing(tenant, event, subject, HybridTime.atMillis(at.toEpochMilli()));
        String sealed = secrets.personalData().seal(sealing, "address", Personal.of("192.0.2.7"));
        return new Personal.Sealed(sealed, Sealing.context(event, "address"));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
