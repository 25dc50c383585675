package dev.symbolon.core.event;

import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a client holds by one authorization: a family of tokens that live and die together. */
public sealed interface GrantEvent extends DomainEvent {
    GrantId grant();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.GRANT, grant());
    }

    /**
     * The client was given these scopes for these audiences.
     *
     * @param claims    what was asked for besides the scopes' claims
     * @param expiresAt end of the whole family, whatever is rotated
     */
    @EventType(name = "grant.issued", version = 2)
    record Issued(
            TenantId tenant,
            GrantId grant,
            ClientId client,
            GrantOrigin origin,
            List<String> scopes,
            List<String> audience,
            Optional<RequestedClaims> claims,
            Instant at,
            Instant expiresAt)
            implements GrantEvent {}

    /** Tokens were made: one answer of the token endpoint or, for apps in migration, of the authorization endpoint. */
    @EventType(name = "grant.tokens-issued", version = 2)
    record TokensIssued(
            TenantId tenant,
            GrantId grant,
            Optional<IssuedToken> accessToken,
            Optional<IssuedToken> idToken,
            Optional<RefreshGeneration> refresh,
            Instant at)
            implements GrantEvent {}

    /** A refresh token that had been rotated came again (RFC 9700 §4.14.2). */
    @EventType(name = "grant.refresh-reused", version = 1)
    record RefreshReused(TenantId tenant, GrantId grant, long generation, ClientId presentedBy, Instant at)
            implements GrantEvent {}

    /** Every token of the grant is void. */
    @EventType(name = "grant.revoked", version = 1, control = true, voids = true)
    record Revoked(TenantId tenant, GrantId grant, String reason, Instant at, Instant expiresAt)
            implements GrantEvent {}
}
