package dev.symbolon.projection.audit;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.audit.AuditPolicy;
import dev.symbolon.core.audit.AuditPolicyCommand;
import dev.symbolon.core.audit.AuditPolicyState;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.ports.decision.Committed;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** How far back a tenant's auditors look. */
@Component
public final class PolicyEndpoint {
    private final Decisions decisions;
    private final HybridClock clock;

    PolicyEndpoint(Decisions decisions, HybridClock clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    /** @param retentionDays none for as far back as the log goes */
    public record Policy(Optional<Integer> retentionDays) {}

    public ResponseEntity<Policy> policy(Question question) {
        Asked asked = question.asked();
        AuditPolicy now = decisions
                .glance(asked.tenant(), reading -> reading.state(AuditPolicyState.FOLD, asked.tenant()))
                .map(AuditPolicyState::policy)
                .orElse(AuditPolicy.STANDARD);
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(new Policy(now.retention().map(kept -> (int) kept.toDays())));
    }

    public ResponseEntity<Policy> change(Question question) throws IOException {
        Asked asked = question.asked();
        Policy policy = question.body(Policy.class);
        AuditPolicyCommand command = new AuditPolicyCommand(
                asked.tenant(),
                new AuditPolicy(policy.retentionDays().map(Duration::ofDays)),
                clock.now().instant());
        Committed<Outcome> committed = decisions.decide(
                asked.tenant(),
                reading -> reading.commit(command, Origin.of(asked.auditor().actor(), Correlation.current())));
        if (committed.outcome() instanceof Outcome.Refused refused) {
            throw AuditRefusal.invalid(refused.reason(), "entries are kept for 30 to 36500 days, or for ever");
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header("Cache-Control", "no-store");
        committed.position().ifPresent(position -> answer.header("Symbolon-Position", position.toString()));
        return answer.body(policy);
    }
}
