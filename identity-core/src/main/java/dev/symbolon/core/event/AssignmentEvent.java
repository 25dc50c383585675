package dev.symbolon.core.event;

import dev.symbolon.core.role.GroupId;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;

/**
 * What a person has been given to be. One stream for each person, not for each role: a decision asks what one person may
 * do, and that is one short stream; two people's assignments never wait for each other.
 */
public sealed interface AssignmentEvent extends DomainEvent {
    UserId user();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.ASSIGNMENTS, user());
    }

    /** The person has these roles and is in these groups, and no others. */
    @EventType(name = "assignments.changed", version = 1, control = true)
    record Changed(TenantId tenant, UserId user, List<RoleId> roles, List<GroupId> groups, Instant at)
            implements AssignmentEvent {}
}
