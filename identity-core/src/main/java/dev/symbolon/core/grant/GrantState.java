package dev.symbolon.core.grant;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A family of tokens as it stands: of a refresh chain the newest link only, so that it stays small.
 *
 * @param clock issuing clock of its first token: what made everything from before void is compared with that
 */
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
        HybridTime clock,
        Optional<RefreshLink> refresh,
        boolean revoked) {
    public static final Fold<GrantState, GrantEvent> FOLD =
            new Fold<>(StreamType.GRANT, GrantEvent.class, GrantState.class, 3, GrantState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Grant, GrantState> AGGREGATE = new AggregateType<>(Grant.class, FOLD, Grant::new);

    /** Whether it ends when that session does. */
    public boolean endsWith(SessionId session) {
        return !RefreshLife.offline(scopes)
                && origin.session().filter(session::equals).isPresent();
    }

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
                    HybridTime.ZERO,
                    Optional.empty(),
                    false);
        }
        GrantState now = Objects.requireNonNull(before);
        return switch (event) {
            case GrantEvent.Issued _ -> now;
            case GrantEvent.TokensIssued e ->
                now.with(
                        now.clock.equals(HybridTime.ZERO) ? clock(e) : now.clock,
                        e.refresh().map(link -> new RefreshLink(link, e.at())).or(now::refresh),
                        now.revoked);
            case GrantEvent.RefreshReused _ -> now;
            case GrantEvent.Revoked _ -> now.with(now.clock, now.refresh, true);
        };
    }

    private static HybridTime clock(GrantEvent.TokensIssued event) {
        return event.accessToken()
                .or(event::idToken)
                .flatMap(token -> token.jti().clock())
                .orElseGet(() -> HybridTime.atMillis(event.at().toEpochMilli()));
    }

    private GrantState with(HybridTime clock, Optional<RefreshLink> refresh, boolean revoked) {
        return new GrantState(
                tenant, grant, client, origin, scopes, audience, claims, issuedAt, expiresAt, clock, refresh, revoked);
    }
}
