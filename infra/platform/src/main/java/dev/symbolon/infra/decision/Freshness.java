package dev.symbolon.infra.decision;

import dev.symbolon.core.tenant.TenantId;

/**
 * Whether this node's revocation view has heard of everything that was taken away in a tenant until just now. What is taken
 * away there is in the log of the tenant's own cell: another cell that is full or away changes nothing in the answer.
 */
@FunctionalInterface
public interface Freshness {
    /** Without a view nothing is known to be current: every decision probes the store. */
    Freshness NEVER = _ -> false;

    /** Judged anew at each call; false whenever that can't be told. */
    boolean fresh(TenantId tenant);

    /** Applies what the tenant's store has at this moment; false when it can't be read, or something in it can't. */
    default boolean catchUp(TenantId tenant) {
        return false;
    }

    /** Whether the view is fresh, after catching up if it isn't by itself. */
    default boolean refreshed(TenantId tenant) {
        return fresh(tenant);
    }
}
