package dev.symbolon.ports.secret;

import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Sealed (AEAD), expiring text that a browser carries for us, so that anonymous requests need no storage. */
public interface Handles {
    /** @param purpose bound into the seal, so that a handle of one page opens at no other */
    String seal(TenantId tenant, String purpose, byte[] content, Instant expiresAt);

    /** The content; empty for another tenant's, another purpose's, an altered or an expired handle. */
    Optional<byte[]> open(TenantId tenant, String purpose, String handle, Instant now);
}
