package dev.symbolon.core.tenant;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.RegistrationEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A tenant's entry in the platform's register. */
final class Registration extends EventSourced<RegistrationState> {

    Registration() {
        super(RegistrationState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome register(TenantCommand.Register c) {
        RegistrationState now = state();
        if (now != null) {
            // Whoever meets an onboarding that stopped half-way sends this again.
            boolean same = now.slug().equals(c.slug()) && now.cell().equals(c.cell());
            return same ? new Outcome.Unchanged() : new Outcome.Refused("already-exists");
        }
        if (c.displayName().isBlank() || c.displayName().length() > 100) {
            return new Outcome.Refused("display-name");
        }
        record(new RegistrationEvent.Registered(c.tenant(), c.slug(), c.cell(), c.displayName(), c.at()));
        return new Outcome.Done();
    }
}
