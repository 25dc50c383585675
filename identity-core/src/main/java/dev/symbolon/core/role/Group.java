package dev.symbolon.core.role;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.GroupEvent;
import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A group of people of a tenant. */
final class Group extends EventSourced<GroupState> {
    private static final int DESCRIPTION = 200;
    private static final int ROLES = 50;

    Group() {
        super(GroupState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome define(GroupCommand.Define c) {
        if (state() != null) {
            return new Outcome.Refused("already-exists");
        }
        Optional<String> fault = fault(c.tenant(), c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new GroupEvent.Defined(c.tenant(), c.group(), c.metadata(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(GroupCommand.Change c) {
        GroupState now = state();
        if (now == null || now.removed()) {
            return new Outcome.Refused("unknown");
        }
        if (now.metadata().equals(c.metadata())) {
            return new Outcome.Unchanged();
        }
        Optional<String> fault = fault(c.tenant(), c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        Optional<String> former = Optional.of(now.metadata().name())
                .filter(name -> !name.equals(c.metadata().name()));
        record(new GroupEvent.Changed(c.tenant(), c.group(), c.metadata(), former, c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome remove(GroupCommand.Remove c) {
        GroupState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.removed()) {
            return new Outcome.Unchanged();
        }
        record(new GroupEvent.Removed(c.tenant(), c.group(), now.metadata().name(), c.at()));
        return new Outcome.Done();
    }

    private static Optional<String> fault(TenantId tenant, GroupMetadata m) {
        if (!RoleNames.wellFormed(m.name())) {
            return Optional.of("group-name");
        }
        if (m.description().length() > DESCRIPTION) {
            return Optional.of("description");
        }
        if (m.roles().size() > ROLES) {
            return Optional.of("too-many-roles");
        }
        // Operators are people of the platform, be it by a group.
        return !tenant.equals(TenantId.SYSTEM) && m.roles().contains(BuiltInRole.OPERATOR.id())
                ? Optional.of("operator-outside-system")
                : Optional.empty();
    }
}
