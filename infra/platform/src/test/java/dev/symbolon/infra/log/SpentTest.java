package dev.symbolon.infra.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.MongoCells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpentTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:30:00Z");

    private final MongoCells cells = MongoCells.open(TestStore.freshDatabase(), Map.of());
    private final MongoSpent spent = at(NOW);
    private final TenantId tenant = Samples.aTenant();

    private MongoSpent at(Instant now) {
        return new MongoSpent(cells, Clock.fixed(now, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        cells.close();
    }

    @Test
    void a_value_counts_once_in_its_tenant_and_kind() {
        Instant expiry = NOW.plusSeconds(60);
        assertThat(spent.spend(tenant, "jti", "a", expiry)).isTrue();
        assertThat(spent.spend(tenant, "jti", "a", expiry)).isFalse();
        assertThat(spent.spend(tenant, "jti", "b", expiry)).isTrue();
        assertThat(spent.spend(tenant, "par", "a", expiry)).isTrue();
        assertThat(spent.spend(Samples.aTenant(), "jti", "a", expiry)).isTrue();
        assertThat(spent.spend(tenant, "j", "tia", expiry)).isTrue();
    }

    @Test
    void of_many_at_once_one_is_the_first() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> spent.spend(tenant, "jti", "raced", NOW.plusSeconds(60))));
            }
            int first = 0;
            for (Future<Boolean> one : all) {
                first += one.get() ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        }
    }

    @Test
    void whole_hours_are_dropped_and_what_expired_before_is_refused() {
        assertThat(spent.spend(tenant, "jti", "a", NOW.plusSeconds(60))).isTrue();
        assertThat(spent.spend(tenant, "jti", "b", NOW.plus(Duration.ofHours(3))))
                .isTrue();
        MongoSpent later = at(NOW.plus(Duration.ofHours(2)));

        later.collections().dropOver(cells.all().getFirst());

        assertThat(cells.all().getFirst().listCollectionNames()).containsExactly("spent_2026030113");
        assertThat(later.spend(tenant, "jti", "a", NOW.plusSeconds(60))).isFalse();
        assertThat(later.spend(tenant, "jti", "b", NOW.plus(Duration.ofHours(3))))
                .isFalse();
    }

    @Test
    void a_value_that_would_have_to_be_remembered_for_days_is_a_bug() {
        assertThatThrownBy(() -> spent.spend(tenant, "jti", "a", NOW.plus(Duration.ofDays(3))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
