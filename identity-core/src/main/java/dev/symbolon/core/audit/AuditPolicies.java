package dev.symbolon.core.audit;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.AuditPolicyEvent;
import java.time.Duration;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A tenant's audit policy. */
final class AuditPolicies extends EventSourced<AuditPolicyState> {
    /** An attack that is found late must still be found. */
    private static final Duration SHORTEST = Duration.ofDays(30);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    AuditPolicies() {
        super(AuditPolicyState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(AuditPolicyCommand c) {
        AuditPolicyState now = state();
        if ((now == null ? AuditPolicy.STANDARD : now.policy()).equals(c.policy())) {
            return new Outcome.Unchanged();
        }
        boolean bad = c.policy()
                .retention()
                .filter(kept -> kept.compareTo(SHORTEST) < 0 || kept.compareTo(LONGEST) > 0)
                .isPresent();
        if (bad) {
            return new Outcome.Refused("audit-retention");
        }
        record(new AuditPolicyEvent.Changed(c.tenant(), c.policy(), c.at()));
        return new Outcome.Done();
    }
}
