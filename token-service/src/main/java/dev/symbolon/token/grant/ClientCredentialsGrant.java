package dev.symbolon.token.grant;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.util.List;
import java.util.Optional;

/** The client credentials grant (RFC 6749 §4.4): a client acts for itself, without a person and without a refresh token. */
final class ClientCredentialsGrant implements TokenGrant {
    private final DirectGrants grants;

    ClientCredentialsGrant(DirectGrants grants) {
        this.grants = grants;
    }

    @Override
    public GrantType type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    @Override
    public Attempt attempt(ServedTenant tenant, Parameters parameters) {
        DirectGrants.Fresh fresh = grants.fresh();
        return (reading, client) ->
                grants.withKey(reading, client, fresh, key -> issue(reading, client, tenant, parameters, key, fresh));
    }

    private Result issue(
            Reading reading,
            ClientState client,
            ServedTenant tenant,
            Parameters parameters,
            Signer.Key key,
            DirectGrants.Fresh fresh) {
        TokenPolicy policy = Tenants.active(reading).tokenPolicy();
        if (!client.metadata().kind().confidential()) {
            // RFC 6749 §4.4: "MUST only be used by confidential clients".
            return refused("unauthorized_client", "The client can't act for itself.", "public-client");
        }
        Optional<Targets> named = Targets.of(reading, client).named(parameters.values("resource"));
        if (named.isEmpty()) {
            return refused("invalid_target", "A resource is unknown, or not one of this client's.", "unknown-resource");
        }
        // RFC 6749 §3.3: without a scope, all that the client has; the resource narrows it.
        List<String> asked = parameters.words("scope");
        List<String> scopes = asked.isEmpty() ? named.get().scopes() : asked;
        if (scopes.isEmpty() || !named.get().scopes().containsAll(scopes)) {
            return refused("invalid_scope", "A scope is unknown, or not one of this client's.", "unknown-scope");
        }
        DirectGrants.Access access = new DirectGrants.Access(
                new GrantOrigin.Client(),
                Optional.empty(),
                scopes,
                Aimed.at(named.get().with(scopes)));
        return grants.issue(reading, client, tenant, policy, key, access, fresh);
    }

    private static Result refused(String code, String text, String detail) {
        return new Result.Refused(ProtocolError.direct(code, text, detail));
    }
}
