package dev.symbolon.ports.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;

/** How far the log is complete: the smallest clock that all live writers of a tenant's cell have relayed. */
public interface StableTime {
    /**
     * Nothing at or below this reading will be added to the tenant's log any more, and all of it was relayed to the
     * stream. An answer that takes later events into account is provisional. It never falls, is some seconds behind the
     * clock, and stands still while a writer or the stream is silent; while the store doesn't answer it is the last one
     * known, {@link HybridTime#ZERO} before any.
     */
    HybridTime of(TenantId tenant);
}
