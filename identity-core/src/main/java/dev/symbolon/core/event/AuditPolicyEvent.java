package dev.symbolon.core.event;

import dev.symbolon.core.audit.AuditPolicy;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** What a tenant's auditors can look up. */
public sealed interface AuditPolicyEvent extends DomainEvent {
    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.AUDIT_POLICY, tenant());
    }

    /** The policy is now this, whole. It prunes read models; the log keeps everything. */
    @EventType(name = "audit-policy.changed", version = 1, control = true)
    record Changed(TenantId tenant, AuditPolicy policy, Instant at) implements AuditPolicyEvent {}
}
