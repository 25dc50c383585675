package dev.symbolon.infra.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.stream.HybridTime;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class NodeClockTest {
    private final SetClock wall = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final NodeClock clock = new NodeClock(wall);

    @Test
    void each_reading_is_above_the_last_though_the_wall_clock_stands_or_goes_back() {
        HybridTime first = clock.now();
        HybridTime second = clock.now();
        wall.set(wall.instant().minusSeconds(10));
        HybridTime third = clock.now();

        assertThat(first.instant()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
    }

    @Test
    void a_reading_is_above_what_was_seen() {
        HybridTime seen = HybridTime.atMillis(wall.millis() + 900);
        clock.observe(seen);
        assertThat(clock.now()).isGreaterThan(seen);
        clock.observe(HybridTime.atMillis(wall.millis() - 900));
        assertThat(clock.now()).isGreaterThan(seen);
    }

    @Test
    void a_clock_more_than_a_minute_ahead_is_not_followed() {
        clock.observe(HybridTime.atMillis(wall.millis() + 60_000));
        assertThatThrownBy(() -> clock.observe(HybridTime.atMillis(wall.millis() + 60_001)))
                .isInstanceOf(NodeClock.ClockAheadException.class);
        assertThat(clock.now().millis()).isEqualTo(wall.millis() + 60_000);
    }

    @Test
    void threads_never_get_the_same_reading() throws InterruptedException {
        Set<HybridTime> readings = ConcurrentHashMap.newKeySet();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 20_000; n++) {
                    readings.add(clock.now());
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(readings).hasSize(80_000);
    }
}
