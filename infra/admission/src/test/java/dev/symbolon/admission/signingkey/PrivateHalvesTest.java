package dev.symbolon.admission.signingkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.KeyVault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which halves go, and how much is looked for in a ring that has seen many. */
final class PrivateHalvesTest {
    private static final TenantId TENANT = new TenantId("hotel");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant MADE = NOW.minus(Duration.ofDays(90));

    private final List<String> destroyed = new ArrayList<>();
    private final PrivateHalves halves = new PrivateHalves(new KeyVault() {
        @Override
        public void keep(TenantId tenant, String name, byte[] secret) {
            throw new AssertionError(name);
        }

        @Override
        public Optional<byte[]> fetch(TenantId tenant, String name) {
            throw new AssertionError(name);
        }

        @Override
        public void destroy(TenantId tenant, String name) {
            destroyed.add(name);
        }
    });

    private static KeyRingState.Key key(String id, Optional<Instant> publishedUntil, boolean revoked) {
        return new KeyRingState.Key(
                new KeyId(id), SigningAlgorithm.ES256, "public", MADE, MADE, publishedUntil, revoked);
    }

    private static KeyRingState ring(Stream<KeyRingState.Key> keys) {
        return new KeyRingState(TENANT, keys.toList());
    }

    private static Stream<KeyRingState.Key> revoked(int count) {
        return IntStream.range(0, count).mapToObj(i -> key("revoked-" + i, Optional.empty(), true));
    }

    @Test
    void a_key_that_the_ring_has_keeps_its_half_and_one_that_it_hasn_t_loses_it() {
        KeyRingState ring = ring(Stream.of(key("signing", Optional.empty(), false)));

        assertThat(halves.settle(ring, new KeyId("signing"), NOW)).isTrue();
        assertThat(destroyed).isEmpty();

        assertThat(halves.settle(ring, new KeyId("another"), NOW)).isFalse();
        assertThat(destroyed).containsExactly("signing-key-another");
    }

    @Test
    void of_thousands_of_spent_keys_only_the_newest_are_looked_for() {
        KeyRingState ring = ring(Stream.concat(revoked(3_000), Stream.of(key("signing", Optional.empty(), false))));

        halves.settle(ring, new KeyId("signing"), NOW);

        assertThat(destroyed)
                .hasSize(20)
                .contains("signing-key-revoked-2999")
                .doesNotContain("signing-key-revoked-2979", "signing-key-signing");
    }

    @Test
    void a_key_that_has_just_been_retired_or_revoked_goes_though_many_newer_ones_are_spent() {
        KeyRingState.Key retired = key("retired", Optional.of(NOW.plusSeconds(900)), false);
        KeyRingState.Key old = key("old", Optional.of(NOW.minusSeconds(900)), false);
        KeyRingState ring = ring(Stream.concat(Stream.of(old, retired), revoked(100)));

        halves.destroyRevoked(ring, new KeyId("revoked-0"), NOW);

        assertThat(destroyed)
                .contains("signing-key-retired", "signing-key-revoked-0")
                .doesNotContain("signing-key-old");
    }
}
