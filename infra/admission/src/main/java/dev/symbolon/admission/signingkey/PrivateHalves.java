package dev.symbolon.admission.signingkey;

import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.KeyVault;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The private halves of tenants' signing keys. One is in the vault before the log names its key, so that no node meets a
 * key that it can't sign with, and is destroyed when the log says that the key never signs again.
 */
public final class PrivateHalves {
    private static final int MOST_CAUGHT_UP = 20;

    private final KeyVault vault;

    public PrivateHalves(KeyVault vault) {
        this.vault = vault;
    }

    /** Durable when this returns. */
    public void keep(TenantId tenant, KeyId key, PrivateKey half) {
        vault.keep(tenant, name(key), half.getEncoded());
    }

    /** As PKCS #8; empty when there is none, or none any more. */
    public Optional<byte[]> fetch(TenantId tenant, KeyId key) {
        return vault.fetch(tenant, name(key));
    }

    /**
     * Once a key was offered, with the ring as the decision left it: whether the ring has the key. Where it hasn't, it never
     * will, and the half goes. The outcome alone doesn't say so: a key that is in the ring already changes nothing either.
     */
    public boolean settle(KeyRingState ring, KeyId offered, Instant at) {
        boolean taken = ring.keys().stream().anyMatch(key -> key.id().equals(offered));
        if (!taken) {
            destroy(ring.tenant(), offered);
        }
        destroySpent(ring, at);
        return taken;
    }

    /** Once a key was revoked, however many newer ones were before. */
    public void destroyRevoked(KeyRingState ring, KeyId revoked, Instant at) {
        destroy(ring.tenant(), revoked);
        destroySpent(ring, at);
    }

    /**
     * Those that this change retired, which are still published, as few as these are; and what a process that died after
     * its commit has left, among the newest: nothing bounds how many a ring has seen in all, and each costs a look in the
     * vault at every change.
     */
    private void destroySpent(KeyRingState ring, Instant at) {
        List<KeyRingState.Key> spent = ring.spent();
        Stream.concat(
                        spent.stream().filter(key -> key.publishedAt(at)),
                        spent.stream().skip(Math.max(0, spent.size() - MOST_CAUGHT_UP)))
                .distinct()
                .forEach(key -> destroy(ring.tenant(), key.id()));
    }

    private void destroy(TenantId tenant, KeyId key) {
        vault.destroy(tenant, name(key));
    }

    private static String name(KeyId key) {
        return "signing-key-" + key.value();
    }
}
