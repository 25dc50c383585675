package dev.symbolon.core.role;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;

/** What a person is to have and to be in, whole. Whether the giver may give it is the giver's service to know. */
public record AssignmentCommand(TenantId tenant, UserId user, List<RoleId> roles, List<GroupId> groups, Instant at)
        implements Command<Outcome> {
    @Override
    public StreamId target() {
        return StreamId.of(tenant, StreamType.ASSIGNMENTS, user);
    }
}
