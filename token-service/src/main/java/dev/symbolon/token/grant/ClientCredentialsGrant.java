package dev.symbolon.token.grant;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.Grants;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The client credentials grant (RFC 6749 §4.4): a client acts for itself, without a person and without a refresh token. */
final class ClientCredentialsGrant implements TokenGrant {
    private final SigningKeys keys;
    private final TokenMaker tokens;
    private final Randomness randomness;
    private final HybridClock clock;

    ClientCredentialsGrant(SigningKeys keys, TokenMaker tokens, Randomness randomness, HybridClock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.randomness = randomness;
        this.clock = clock;
    }

    @Override
    public GrantType type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    @Override
    public Attempt attempt(ServedTenant tenant, Parameters parameters) {
        Fresh fresh = new Fresh(
                new GrantId(randomness.identifier()),
                TokenId.at(clock.now(), randomness),
                clock.now().instant());
        return (reading, client) -> issue(reading, client, tenant, parameters, fresh);
    }

    private record Fresh(GrantId grant, TokenId accessToken, Instant now) {}

    private Result issue(Reading reading, ClientState client, ServedTenant tenant, Parameters parameters, Fresh fresh) {
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
        SigningAlgorithm algorithm = client.metadata().signing();
        Optional<Signer.Key> key = keys.signing(reading, algorithm, fresh.now);
        return key.isEmpty()
                ? new Result.KeyMissing(algorithm)
                : commit(reading, client, tenant, named.get().with(scopes), scopes, policy, key.get(), fresh);
    }

    private Result commit(
            Reading reading,
            ClientState client,
            ServedTenant tenant,
            Targets targets,
            List<String> scopes,
            TokenPolicy policy,
            Signer.Key key,
            Fresh fresh) {
        Instant end = fresh.now.plus(targets.life(policy.accessToken()));
        Revocations.Holder holder =
                new Revocations.Holder(tenant.id(), client.client(), Optional.empty(), Optional.empty());
        TokenId jti = tokens.name(fresh.accessToken, holder);
        IssuedToken token = new IssuedToken(jti, key.id(), targets.audience(), scopes, fresh.now, end);
        Grants.New access = new Grants.New(
                tenant.id(),
                fresh.grant,
                client.client(),
                new GrantOrigin.Client(),
                scopes,
                targets.audience(),
                Optional.empty(),
                end);
        Origin origin = Origin.of(new Actor.Client(client.client()), Exchange.correlation());
        reading.commit(new GrantCommand.Issue(access, token, Optional.empty(), fresh.now), origin);
        MadeTokens made = new MadeTokens(
                fresh.grant,
                client.client(),
                Optional.empty(),
                Optional.empty(),
                token,
                Optional.empty(),
                Optional.empty());
        return new Result.Issued(() -> tokens.answer(tenant, key, made));
    }

    private static Result refused(String code, String text, String detail) {
        return new Result.Refused(ProtocolError.direct(code, text, detail));
    }
}
