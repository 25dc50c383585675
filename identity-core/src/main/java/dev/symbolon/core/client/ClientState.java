package dev.symbolon.core.client;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client as it stands.
 *
 * @param suspendedAt when it was suspended last: grants from before that stay void
 */
public record ClientState(
        TenantId tenant,
        ClientId client,
        ClientMetadata metadata,
        List<ClientSecret> secrets,
        boolean active,
        Optional<Instant> suspendedAt) {
    public static final Fold<ClientState, ClientEvent> FOLD =
            new Fold<>(StreamType.CLIENT, ClientEvent.class, ClientState.class, 3, ClientState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Client, ClientState> AGGREGATE =
            new AggregateType<>(Client.class, FOLD, Client::new);

    private static ClientState step(@Nullable ClientState before, ClientEvent event) {
        if (event instanceof ClientEvent.Registered e) {
            return new ClientState(e.tenant(), e.client(), e.metadata(), e.secrets(), true, Optional.empty());
        }
        ClientState now = Objects.requireNonNull(before);
        return switch (event) {
            case ClientEvent.Registered _ -> now;
            case ClientEvent.Changed e -> now.with(e.metadata(), now.secrets, now.active);
            case ClientEvent.SecretsChanged e -> now.with(now.metadata, e.secrets(), now.active);
            case ClientEvent.Suspended e ->
                new ClientState(now.tenant, now.client, now.metadata, now.secrets, false, Optional.of(e.at()));
            case ClientEvent.Reactivated _ -> now.with(now.metadata, now.secrets, true);
        };
    }

    private ClientState with(ClientMetadata metadata, List<ClientSecret> secrets, boolean active) {
        return new ClientState(tenant, client, metadata, secrets, active, suspendedAt);
    }
}
