package dev.symbolon.core.role;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** Orders to a group. Whether its roles exist is its author's to know. */
public sealed interface GroupCommand extends Command<Outcome> {
    TenantId tenant();

    GroupId group();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.GROUP, group());
    }

    record Define(TenantId tenant, GroupId group, GroupMetadata metadata, Instant at) implements GroupCommand {}

    record Change(TenantId tenant, GroupId group, GroupMetadata metadata, Instant at) implements GroupCommand {}

    record Remove(TenantId tenant, GroupId group, Instant at) implements GroupCommand {}
}
