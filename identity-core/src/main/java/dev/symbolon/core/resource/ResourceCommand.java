package dev.symbolon.core.resource;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** Orders to an API's registration. */
public sealed interface ResourceCommand extends Command<Outcome> {
    TenantId tenant();

    ResourceId resource();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.RESOURCE, resource());
    }

    record Register(TenantId tenant, ResourceId resource, ResourceMetadata metadata, Instant at)
            implements ResourceCommand {}

    record Change(TenantId tenant, ResourceId resource, ResourceMetadata metadata, Instant at)
            implements ResourceCommand {}
}
