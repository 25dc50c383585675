package dev.symbolon.core.audit;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** Sets what a tenant's auditors can look up. */
public record AuditPolicyCommand(TenantId tenant, AuditPolicy policy, Instant at) implements Command<Outcome> {
    @Override
    public StreamId target() {
        return StreamId.of(tenant, StreamType.AUDIT_POLICY, tenant);
    }
}
