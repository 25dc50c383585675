package dev.symbolon.core.grant;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A family of tokens as it stands: of a refresh chain the newest link only, so that it stays small. */
public record GrantState(
        TenantId tenant,
        GrantId grant,
        ClientId client,
        GrantOrigin origin,
        List<String> scopes,
        List<String> audience,
        Optional<RequestedClaims> claims,
        Instant issuedAt,
        Instant expiresAt,
        Optional<RefreshGeneration> refresh,
        boolean revoked) {
    public static final Fold<GrantState, GrantEvent> FOLD =
            new Fold<>(StreamType.GRANT, GrantEvent.class, GrantState.class, 2, GrantState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Grant, GrantState> AGGREGATE = new AggregateType<>(Grant.class, FOLD, Grant::new);

    private static GrantState step(@Nullable GrantState before, GrantEvent event) {
        if (event instanceof GrantEvent.Issued e) {
            return new GrantState(
                    e.tenant(),
                    e.grant(),
                    e.client(),
                    e.origin(),
                    e.scopes(),
                    e.audience(),
                    e.claims(),
                    e.at(),
                    e.expiresAt(),
                    Optional.empty(),
                    false);
        }
        GrantState now = Objects.requireNonNull(before);
        return switch (event) {
            case GrantEvent.Issued _ -> now;
            case GrantEvent.TokensIssued e -> now.with(e.refresh().or(now::refresh), now.revoked);
            case GrantEvent.RefreshReused _ -> now;
            case GrantEvent.Revoked _ -> now.with(now.refresh, true);
        };
    }

    private GrantState with(Optional<RefreshGeneration> refresh, boolean revoked) {
        return new GrantState(
                tenant, grant, client, origin, scopes, audience, claims, issuedAt, expiresAt, refresh, revoked);
    }
}
