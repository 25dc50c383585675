package dev.symbolon.infra.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.MongoCells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:55:00Z");

    private final MongoCells cells = MongoCells.open(TestStore.freshDatabase(), Map.of());
    private final MongoWaiting waiting = at(NOW);
    private final TenantId tenant = Samples.aTenant();

    private MongoWaiting at(Instant now) {
        return new MongoWaiting(cells, Clock.fixed(now, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        cells.close();
    }

    @Test
    void what_waits_is_found_by_its_tenant_kind_and_name_until_its_time_is_over() {
        assertThat(waiting.await(tenant, "device", "a", "sealed", NOW.plusSeconds(600)))
                .isTrue();

        assertThat(waiting.find(tenant, "device", "a")).contains("sealed");
        assertThat(waiting.find(tenant, "device", "b")).isEmpty();
        assertThat(waiting.find(tenant, "par", "a")).isEmpty();
        assertThat(waiting.find(Samples.aTenant(), "device", "a")).isEmpty();
        assertThat(at(NOW.plusSeconds(599)).find(tenant, "device", "a")).contains("sealed");
        assertThat(at(NOW.plusSeconds(600)).find(tenant, "device", "a")).isEmpty();
    }

    @Test
    void a_name_is_taken_in_whichever_hour_it_ends() {
        assertThat(waiting.await(tenant, "device", "a", "first", NOW.plusSeconds(60)))
                .isTrue();
        assertThat(waiting.await(tenant, "device", "a", "second", NOW.plusSeconds(60)))
                .isFalse();
        assertThat(waiting.await(tenant, "device", "a", "third", NOW.plusSeconds(600)))
                .isFalse();
        assertThat(waiting.find(tenant, "device", "a")).contains("first");
    }

    @Test
    void whole_hours_are_dropped() {
        assertThat(waiting.await(tenant, "device", "a", "sealed", NOW.plusSeconds(60)))
                .isTrue();
        assertThat(waiting.await(tenant, "device", "b", "sealed", NOW.plusSeconds(600)))
                .isTrue();

        at(NOW.plus(Duration.ofMinutes(70))).collections().dropOver(cells.all().getFirst());

        assertThat(cells.all().getFirst().listCollectionNames()).containsExactly("waiting_2026030111");
    }

    @Test
    void nothing_waits_for_longer_than_an_hour() {
        assertThatThrownBy(() -> waiting.await(tenant, "device", "a", "sealed", NOW.plusSeconds(3601)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
