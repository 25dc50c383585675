package dev.symbolon.token.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final Attempts attempts = new Attempts(3, Duration.ofSeconds(2));

    @Test
    void an_address_has_so_many_tries_and_then_one_more_each_while() {
        assertThat(attempts.take("192.0.2.1", NOW)).isTrue();
        assertThat(attempts.take("192.0.2.1", NOW)).isTrue();
        assertThat(attempts.take("192.0.2.1", NOW)).isTrue();
        assertThat(attempts.take("192.0.2.1", NOW)).isFalse();
        assertThat(attempts.take("192.0.2.1", NOW.plusSeconds(2))).isTrue();
        assertThat(attempts.take("192.0.2.1", NOW.plusSeconds(2))).isFalse();
    }

    @Test
    void another_address_has_its_own() {
        exhaust("192.0.2.1");

        assertThat(attempts.take("192.0.2.2", NOW)).isTrue();
    }

    @Test
    void all_addresses_of_one_ipv6_network_count_as_one() {
        exhaust("2001:db8:1:2::1");

        assertThat(attempts.take("2001:db8:1:2:ffff::9", NOW)).isFalse();
        assertThat(attempts.take("2001:db8:1:3::1", NOW)).isTrue();
    }

    private void exhaust(String address) {
        for (int i = 0; i < 3; i++) {
            attempts.take(address, NOW);
        }
        assertThat(attempts.take(address, NOW)).isFalse();
    }
}
