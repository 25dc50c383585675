package dev.symbolon.ports.secret;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.tenant.TenantId;

/**
 * Secrets of refresh tokens: HMAC-SHA-256 under the tenant's refresh key of the grant and the number of the link in its
 * family. They needn't be kept to be given again, nor to be recognized.
 */
public interface RefreshSecrets {
    /** The same one at each call, on every node. */
    Secret secret(TenantId tenant, GrantId grant, long generation);
}
