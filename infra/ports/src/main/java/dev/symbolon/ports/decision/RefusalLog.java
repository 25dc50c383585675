package dev.symbolon.ports.decision;

import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.tenant.TenantId;

/**
 * Refusals that belong to no aggregate: counted per tenant, reason and minute, written once a minute as one event with a
 * few samples. What an anonymous caller can make this grow by is bounded by (tenants × reasons) per minute and node.
 */
public interface RefusalLog {
    /** @param refusal a stable code out of a small fixed set; never what a caller sent */
    void refused(TenantId tenant, String refusal, RefusalEvent.Sample sample);
}
