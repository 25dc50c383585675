package dev.symbolon.core.consent;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** What one person lets one client have. */
final class Consent extends EventSourced<ConsentState> {

    Consent() {
        super(ConsentState.FOLD);
    }

    /** Adds to what was given before; nothing is written when it was given already. */
    void give(
            TenantId tenant,
            UserId user,
            ClientId client,
            List<String> asked,
            AuthorizationId authorization,
            Instant at) {
        ConsentState now = state();
        Set<String> held = now == null ? Set.of() : now.scopes();
        List<String> added = asked.stream()
                .filter(scope -> !held.contains(scope))
                .distinct()
                .sorted()
                .toList();
        if (added.isEmpty()) {
            return;
        }
        TreeSet<String> all = new TreeSet<>(held);
        all.addAll(added);
        List<String> scopes = List.copyOf(all);
        record(
                held.isEmpty()
                        ? new ConsentEvent.Granted(tenant, user, client, scopes, authorization, at)
                        : new ConsentEvent.Extended(tenant, user, client, scopes, added, authorization, at));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome withdraw(ConsentCommand.Withdraw c) {
        ConsentState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.scopes().isEmpty()) {
            return new Outcome.Unchanged();
        }
        record(new ConsentEvent.Withdrawn(c.tenant(), c.user(), c.client(), c.reason(), c.at()));
        return new Outcome.Done();
    }
}
