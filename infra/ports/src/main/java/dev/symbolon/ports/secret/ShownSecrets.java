package dev.symbolon.ports.secret;

import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Sealed secrets that were shown once and may be asked for again for a while; gone for good after it. */
public interface ShownSecrets {
    /** Kept on every majority when this returns; where there is one of that name already, that one stays. */
    void keep(TenantId tenant, String name, byte[] sealed, Instant expiresAt);

    /** @param expiresAt when it expires, give or take some minutes */
    Optional<byte[]> kept(TenantId tenant, String name, Instant expiresAt, Instant now);
}
