package dev.symbolon.core.client;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/** Orders to a client. Metadata that contradicts itself or the security rules is refused. */
public sealed interface ClientCommand extends Command<Outcome> {
    TenantId tenant();

    ClientId client();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.CLIENT, client());
    }

    record Register(TenantId tenant, ClientId client, ClientMetadata metadata, List<ClientSecret> secrets, Instant at)
            implements ClientCommand {}

    record Change(TenantId tenant, ClientId client, ClientMetadata metadata, Instant at) implements ClientCommand {}

    record ChangeSecrets(TenantId tenant, ClientId client, List<ClientSecret> secrets, Instant at)
            implements ClientCommand {}

    record Suspend(TenantId tenant, ClientId client, String reason, Instant at) implements ClientCommand {}

    record Reactivate(TenantId tenant, ClientId client, Instant at) implements ClientCommand {}
}
