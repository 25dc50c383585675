package dev.symbolon.admission.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TenantId;
import java.security.PublicKey;
import java.util.Base64;

/** The public halves of tenants' signing keys, as the log has them, ready to verify with. */
public final class PublicHalves {
    private record Name(TenantId tenant, KeyId key) {}

    private final CryptoProvider crypto;
    private final Cache<Name, PublicKey> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    public PublicHalves(CryptoProvider crypto) {
        this.crypto = crypto;
    }

    public PublicKey of(TenantId tenant, KeyRingState.Key key) {
        return known.get(
                new Name(tenant, key.id()),
                _ -> crypto.publicKey(key.algorithm(), Base64.getUrlDecoder().decode(key.publicKey())));
    }
}
