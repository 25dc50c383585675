package dev.symbolon.core.event;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientSecret;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/** An application that asks for tokens. */
public sealed interface ClientEvent extends DomainEvent {
    ClientId client();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.CLIENT, client());
    }

    /** The client can ask for what its metadata allows; its {@code client_id} is its stream's id. */
    @EventType(name = "client.registered", version = 2, control = true)
    record Registered(TenantId tenant, ClientId client, ClientMetadata metadata, List<ClientSecret> secrets, Instant at)
            implements ClientEvent {}

    /** The metadata is now this, whole. */
    @EventType(name = "client.changed", version = 2, control = true)
    record Changed(TenantId tenant, ClientId client, ClientMetadata metadata, Instant at) implements ClientEvent {}

    /** The secrets are now these: a new one and, for an overlap, the one before. */
    @EventType(name = "client.secrets-changed", version = 1, control = true)
    record SecretsChanged(TenantId tenant, ClientId client, List<ClientSecret> secrets, Instant at)
            implements ClientEvent {}

    /** The client may no longer obtain tokens, and those that it has are void. */
    @EventType(name = "client.suspended", version = 1, control = true, voids = true)
    record Suspended(TenantId tenant, ClientId client, String reason, Instant at) implements ClientEvent {}

    /** The client may obtain tokens again; what the suspension voided stays void. */
    @EventType(name = "client.reactivated", version = 1, control = true)
    record Reactivated(TenantId tenant, ClientId client, Instant at) implements ClientEvent {}
}
