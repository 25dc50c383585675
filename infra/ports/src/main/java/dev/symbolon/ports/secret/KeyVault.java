package dev.symbolon.ports.secret;

import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;

/** Private keys and shared secrets, wrapped by the tenant's key, that by the operator's master key. */
public interface KeyVault {
    /** Durable on every majority when this returns. Refuses another content for the same name. */
    void keep(TenantId tenant, String name, byte[] secret);

    Optional<byte[]> fetch(TenantId tenant, String name);

    void destroy(TenantId tenant, String name);
}
