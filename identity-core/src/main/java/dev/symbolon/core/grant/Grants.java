package dev.symbolon.core.grant;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants, for the commands that concern one besides another aggregate. */
public final class Grants {

    private final Aggregates<Grant, GrantState> grants;

    public Grants(Repositories repositories) {
        grants = repositories.aggregates(GrantState.AGGREGATE);
    }

    /** What a new grant gives, to whom, and until when. */
    public record New(
            TenantId tenant,
            GrantId grant,
            ClientId client,
            GrantOrigin origin,
            List<String> scopes,
            List<String> audience,
            Optional<RequestedClaims> claims,
            Instant expiresAt) {}

    /** A grant begins, with its first tokens; with a refresh token, where it can be refreshed. */
    public void issue(
            New grant,
            Optional<IssuedToken> accessToken,
            Optional<IssuedToken> idToken,
            Optional<RefreshGeneration> refresh,
            Instant at) {
        grants.at(StreamId.of(grant.tenant(), StreamType.GRANT, grant.grant()))
                .execute(one -> one.issue(grant, accessToken, idToken, refresh, at));
    }

    /** Further tokens of a grant that stands. */
    public void issueMore(
            TenantId tenant,
            GrantId grant,
            Optional<IssuedToken> accessToken,
            Optional<IssuedToken> idToken,
            Optional<RefreshGeneration> refresh,
            Instant at) {
        grants.at(StreamId.of(tenant, StreamType.GRANT, grant))
                .execute(one -> one.issueMore(accessToken, idToken, refresh, at));
    }

    /** When a grant ends; empty when it has been revoked. */
    public Optional<Instant> standing(TenantId tenant, GrantId grant) {
        return grants.at(StreamId.of(tenant, StreamType.GRANT, grant)).invoke(Grant::standing);
    }

    /** Every token of it is void; nothing is written if they were already. */
    public void revoke(TenantId tenant, GrantId grant, String reason, Instant at) {
        grants.at(StreamId.of(tenant, StreamType.GRANT, grant)).execute(one -> one.revoke(reason, at));
    }
}
