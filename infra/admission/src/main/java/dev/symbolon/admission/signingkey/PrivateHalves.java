package dev.symbolon.admission.signingkey;

import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.KeyVault;
import java.security.PrivateKey;
import java.util.Optional;

/**
 * The private halves of tenants' signing keys. One is in the vault before the log names its key, so that no node meets a
 * key that it can't sign with, and is destroyed when the log says that the key never signs again.
 */
public final class PrivateHalves {
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

    /** Of a key that the log doesn't name, and never will. */
    public void destroy(TenantId tenant, KeyId key) {
        vault.destroy(tenant, name(key));
    }

    /**
     * Those of revoked and retired keys. Whoever changes a ring calls this after its commit; what a process that died in
     * between has left is caught up with at the ring's next change.
     */
    public void destroySpent(KeyRingState ring) {
        ring.spent().forEach(key -> destroy(ring.tenant(), key.id()));
    }

    private static String name(KeyId key) {
        return "signing-key-" + key.value();
    }
}
