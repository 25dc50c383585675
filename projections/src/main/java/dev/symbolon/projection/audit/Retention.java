package dev.symbolon.projection.audit;

import dev.symbolon.core.audit.AuditPolicyState;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How far back a tenant's read models go. What is older isn't told, whether it has been pruned yet or not. */
@Component
public final class Retention {
    private final Decisions decisions;
    private final HybridClock clock;

    Retention(Decisions decisions, HybridClock clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    /** The first clock that is told; empty when everything is. */
    public Optional<Long> begin(TenantId tenant) {
        return decisions
                .glance(tenant, reading -> reading.state(AuditPolicyState.FOLD, tenant))
                .flatMap(state -> state.policy().retention())
                .map(kept -> HybridTime.atMillis(
                                clock.now().instant().minus(kept).toEpochMilli())
                        .value());
    }
}
