package dev.symbolon.token.signingkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.admission.signingkey.PrivateHalves;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A key that the log names is held: its private half is durable in the vault first, whatever happens in between. */
final class HeldKeysTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();

    /** One that nothing makes by itself. */
    private static final SigningAlgorithm ALGORITHM = SigningAlgorithm.RS256;

    private final TenantId tenant = TestTenant.onboard(PLATFORM).id();
    private final KeyVault vault = PLATFORM.node().bean(KeyVault.class);
    private final Decisions decisions = PLATFORM.node().bean(Decisions.class);

    private static final class Broken extends RuntimeException {}

    @Test
    void a_vault_that_doesn_t_take_the_key_leaves_none_in_the_log() {
        SigningKeys keys = keys(
                new Vault() {
                    @Override
                    public void keep(TenantId of, String name, byte[] secret) {
                        throw new Broken();
                    }
                },
                decisions);

        assertThatThrownBy(() -> keys.offerWhereDue(tenant, ALGORITHM)).isInstanceOf(Broken.class);

        assertThat(named()).isEmpty();
        theNextIsMadeAndHeld();
    }

    @Test
    void a_vault_that_takes_it_and_can_t_say_so_leaves_none_in_the_log() {
        SigningKeys keys = keys(
                new Vault() {
                    @Override
                    public void keep(TenantId of, String name, byte[] secret) {
                        super.keep(of, name, secret);
                        throw new Broken();
                    }
                },
                decisions);

        assertThatThrownBy(() -> keys.offerWhereDue(tenant, ALGORITHM)).isInstanceOf(Broken.class);

        assertThat(named()).isEmpty();
        theNextIsMadeAndHeld();
    }

    @Test
    void a_node_that_dies_between_the_two_leaves_a_key_that_nothing_names() {
        Vault kept = new Vault();
        SigningKeys keys = keys(kept, new Dying());

        assertThatThrownBy(() -> keys.offerWhereDue(tenant, ALGORITHM)).isInstanceOf(Broken.class);

        assertThat(kept.names)
                .hasSize(1)
                .allMatch(name -> elsewhere().fetch(tenant, name).isPresent());
        assertThat(named()).isEmpty();
        theNextIsMadeAndHeld();
    }

    @Test
    void a_decision_that_runs_again_after_its_commit_keeps_the_key_that_it_finds_in_the_log() {
        keys(new Vault(), new Twice()).offerWhereDue(tenant, ALGORITHM);

        assertThat(named())
                .hasSize(1)
                .allMatch(key -> elsewhere()
                        .fetch(tenant, "signing-key-" + key.id().value())
                        .isPresent());
    }

    private void theNextIsMadeAndHeld() {
        PLATFORM.otherNode().bean(SigningKeys.class).offerWhereDue(tenant, ALGORITHM);

        assertThat(named()).hasSize(1);
        for (KeyRingState.Key key : named()) {
            assertThat(elsewhere().fetch(tenant, "signing-key-" + key.id().value()))
                    .isPresent();
        }
    }

    private List<KeyRingState.Key> named() {
        return PLATFORM
                .otherNode()
                .bean(Decisions.class)
                .decide(tenant, SigningKeys::ring)
                .map(KeyRingState::keys)
                .orElse(List.of())
                .stream()
                .filter(key -> key.algorithm() == ALGORITHM)
                .toList();
    }

    private static KeyVault elsewhere() {
        return PLATFORM.otherNode().bean(KeyVault.class);
    }

    private static SigningKeys keys(KeyVault vault, Decisions decisions) {
        return new SigningKeys(
                decisions,
                new PrivateHalves(vault),
                PLATFORM.node().bean(CryptoProvider.class),
                PLATFORM.randomness(),
                PLATFORM.node().bean(HybridClock.class));
    }

    /** The node's vault, and what was kept in it here. */
    private class Vault implements KeyVault {
        private final List<String> names = new ArrayList<>();

        @Override
        public void keep(TenantId of, String name, byte[] secret) {
            vault.keep(of, name, secret);
            names.add(name);
        }

        @Override
        public Optional<byte[]> fetch(TenantId of, String name) {
            return vault.fetch(of, name);
        }

        @Override
        public void destroy(TenantId of, String name) {
            vault.destroy(of, name);
        }
    }

    /** Looks, and gets no further. */
    private class Dying implements Decisions {
        @Override
        public <T> T decide(TenantId of, Function<Reading, T> decision) {
            throw new Broken();
        }

        @Override
        public <T> T glance(TenantId of, Function<Reading, T> look) {
            return decisions.glance(of, look);
        }
    }

    /** Hears nothing of its first commit. */
    private class Twice implements Decisions {
        @Override
        public <T> T decide(TenantId of, Function<Reading, T> decision) {
            decisions.decide(of, decision);
            return decisions.decide(of, decision);
        }

        @Override
        public <T> T glance(TenantId of, Function<Reading, T> look) {
            return decisions.glance(of, look);
        }
    }
}
