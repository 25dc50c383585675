package dev.symbolon.core.role;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** Orders to a role. */
public sealed interface RoleCommand extends Command<Outcome> {
    TenantId tenant();

    RoleId role();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.ROLE, role());
    }

    record Define(TenantId tenant, RoleId role, RoleMetadata metadata, Instant at) implements RoleCommand {}

    record Change(TenantId tenant, RoleId role, RoleMetadata metadata, Instant at) implements RoleCommand {}

    record Remove(TenantId tenant, RoleId role, Instant at) implements RoleCommand {}
}
