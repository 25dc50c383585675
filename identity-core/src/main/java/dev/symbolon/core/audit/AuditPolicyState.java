package dev.symbolon.core.audit;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.AuditPolicyEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;

/** The policy in force. */
public record AuditPolicyState(TenantId tenant, AuditPolicy policy) {
    public static final Fold<AuditPolicyState, AuditPolicyEvent> FOLD = new Fold<>(
            StreamType.AUDIT_POLICY, AuditPolicyEvent.class, AuditPolicyState.class, 1, (_, event) -> switch (event) {
                case AuditPolicyEvent.Changed e -> new AuditPolicyState(e.tenant(), e.policy());
            });

    /** The aggregate whose state this is. */
    public static final AggregateType<AuditPolicies, AuditPolicyState> AGGREGATE =
            new AggregateType<>(AuditPolicies.class, FOLD, AuditPolicies::new);
}
