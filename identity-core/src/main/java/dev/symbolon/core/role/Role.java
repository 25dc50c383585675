package dev.symbolon.core.role;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.RoleEvent;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A role that people of a tenant can have. */
final class Role extends EventSourced<RoleState> {
    private static final int DESCRIPTION = 200;

    Role() {
        super(RoleState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome define(RoleCommand.Define c) {
        if (state() != null || BuiltInRole.of(c.role()).isPresent()) {
            return new Outcome.Refused("already-exists");
        }
        Optional<String> fault = fault(c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new RoleEvent.Defined(c.tenant(), c.role(), c.metadata(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(RoleCommand.Change c) {
        RoleState now = state();
        if (now == null || now.removed()) {
            return new Outcome.Refused("unknown");
        }
        if (now.metadata().equals(c.metadata())) {
            return new Outcome.Unchanged();
        }
        if (now.metadata().kind() != c.metadata().kind()) {
            return new Outcome.Refused("kind-fixed");
        }
        Optional<String> fault = fault(c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        Optional<String> former = Optional.of(now.metadata().name())
                .filter(name -> !name.equals(c.metadata().name()));
        record(new RoleEvent.Changed(c.tenant(), c.role(), c.metadata(), former, c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome remove(RoleCommand.Remove c) {
        RoleState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.removed()) {
            return new Outcome.Unchanged();
        }
        record(new RoleEvent.Removed(c.tenant(), c.role(), now.metadata().name(), c.at()));
        return new Outcome.Done();
    }

    private static Optional<String> fault(RoleMetadata m) {
        if (!RoleNames.wellFormed(m.name())) {
            return Optional.of("role-name");
        }
        if (m.description().length() > DESCRIPTION) {
            return Optional.of("description");
        }
        if (m.kind() == RoleKind.APPLICATION && !m.permissions().isEmpty()) {
            return Optional.of("application-role-with-permissions");
        }
        boolean known = m.permissions().stream()
                .allMatch(scope -> AdminPermission.named(scope).isPresent());
        return known ? Optional.empty() : Optional.of("unknown-permission");
    }
}
