package dev.symbolon.core.role;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.AssignmentEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.util.List;

/** The roles that a person has and the groups that they are in. */
public record AssignmentState(TenantId tenant, UserId user, List<RoleId> roles, List<GroupId> groups) {
    public static final Fold<AssignmentState, AssignmentEvent> FOLD = new Fold<>(
            StreamType.ASSIGNMENTS, AssignmentEvent.class, AssignmentState.class, 1, (_, event) -> switch (event) {
                case AssignmentEvent.Changed e -> new AssignmentState(e.tenant(), e.user(), e.roles(), e.groups());
            });

    /** The aggregate whose state this is. */
    public static final AggregateType<Assignment, AssignmentState> AGGREGATE =
            new AggregateType<>(Assignment.class, FOLD, Assignment::new);
}
