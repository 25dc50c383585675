package dev.symbolon.token.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** RFC 8628 §3.5: how a device learns to poll more slowly. */
class PollsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final AuthorizationId DEVICE = new AuthorizationId("d");

    private final Polls polls = new Polls(Duration.ofSeconds(5), Duration.ofMinutes(10));
    private Instant now = START;

    private boolean earlyAfter(double seconds) {
        now = now.plus(Duration.ofMillis(Math.round(seconds * 1000)));
        return polls.tooEarly(DEVICE, now);
    }

    @Test
    void a_device_that_keeps_the_interval_is_never_too_early() {
        for (int i = 0; i < 120; i++) {
            assertThat(earlyAfter(5)).as("poll %d", i).isFalse();
        }
    }

    @Test
    void what_the_network_took_is_forgiven_and_no_more() {
        earlyAfter(0);
        assertThat(earlyAfter(4.5)).isFalse();
        assertThat(earlyAfter(4.49)).isTrue();
    }

    @Test
    void a_device_that_was_too_early_waits_ten_seconds_from_then_on() {
        earlyAfter(0);
        assertThat(earlyAfter(2)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(earlyAfter(10)).as("poll %d", i).isFalse();
        }
        assertThat(earlyAfter(6)).as("five seconds more are for good").isTrue();
    }

    @Test
    void six_seconds_after_it_was_too_early_it_is_too_early_again_and_has_to_wait_fifteen() {
        earlyAfter(0);
        assertThat(earlyAfter(2)).isTrue();
        assertThat(earlyAfter(6)).isTrue();
        assertThat(earlyAfter(15)).isFalse();
        assertThat(earlyAfter(10)).isTrue();
    }

    @Test
    void however_often_it_is_too_early_a_minute_is_long_enough() {
        for (int i = 0; i < 100; i++) {
            earlyAfter(0);
        }
        assertThat(earlyAfter(60)).isFalse();
        assertThat(earlyAfter(59)).isTrue();
        assertThat(earlyAfter(60)).isFalse();
    }

    @Test
    void one_device_s_haste_is_not_another_s() {
        earlyAfter(0);
        assertThat(earlyAfter(1)).isTrue();
        assertThat(polls.tooEarly(new AuthorizationId("e"), now)).isFalse();
    }
}
