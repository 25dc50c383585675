package dev.symbolon.core.role;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.AssignmentEvent;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** What one person has been given to be. */
final class Assignment extends EventSourced<AssignmentState> {
    private static final int MOST = 50;

    Assignment() {
        super(AssignmentState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome assign(AssignmentCommand c) {
        List<RoleId> roles = c.roles().stream().distinct().toList();
        List<GroupId> groups = c.groups().stream().distinct().toList();
        if (roles.size() > MOST || groups.size() > MOST) {
            return new Outcome.Refused("too-many-roles");
        }
        if (!c.tenant().equals(TenantId.SYSTEM) && roles.contains(BuiltInRole.OPERATOR.id())) {
            // Operators are people of the platform.
            return new Outcome.Refused("operator-outside-system");
        }
        AssignmentState now = state();
        boolean same = now == null
                ? roles.isEmpty() && groups.isEmpty()
                : now.roles().equals(roles) && now.groups().equals(groups);
        if (same) {
            return new Outcome.Unchanged();
        }
        record(new AssignmentEvent.Changed(c.tenant(), c.user(), roles, groups, c.at()));
        return new Outcome.Done();
    }
}
