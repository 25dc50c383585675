package dev.symbolon.core.event;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;

/** What a person lets a client have, remembered. */
public sealed interface ConsentEvent extends DomainEvent {
    UserId user();

    ClientId client();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.CONSENT, ConsentId.of(user(), client()));
    }

    /** The person agreed, for the first time or anew, that the client has these scopes. */
    @EventType(name = "consent.granted", version = 1, control = true)
    record Granted(
            TenantId tenant,
            UserId user,
            ClientId client,
            List<String> scopes,
            AuthorizationId authorization,
            Instant at)
            implements ConsentEvent {}

    /** The consent now covers {@code scopes}, the whole of it, of which {@code added} are new. */
    @EventType(name = "consent.extended", version = 1, control = true)
    record Extended(
            TenantId tenant,
            UserId user,
            ClientId client,
            List<String> scopes,
            List<String> added,
            AuthorizationId authorization,
            Instant at)
            implements ConsentEvent {}

    /** The client has to ask again, and what it got by this consent is void. */
    @EventType(name = "consent.withdrawn", version = 1, control = true, voids = true)
    record Withdrawn(TenantId tenant, UserId user, ClientId client, String reason, Instant at)
            implements ConsentEvent {}
}
