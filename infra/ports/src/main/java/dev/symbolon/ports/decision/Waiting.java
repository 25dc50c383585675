package dev.symbolon.ports.decision;

import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * What waits for somebody to come, across nodes, and for an hour at most: a device's request until a person types its
 * code. Nobody known has decided anything yet, so that it is no event; it is forgotten by itself. Callers bound how much
 * anonymous people can make wait.
 */
public interface Waiting {
    /**
     * Lets it wait under that name; false when the name is taken.
     *
     * @param handle sealed by {@link dev.symbolon.ports.secret.Handles}: what waits isn't readable where it is kept
     */
    boolean await(TenantId tenant, String kind, String name, String handle, Instant expiresAt);

    /** What waits under that name; empty for another tenant's or kind's, and when its time is over. */
    Optional<String> find(TenantId tenant, String kind, String name);
}
