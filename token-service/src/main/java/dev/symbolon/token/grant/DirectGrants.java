package dev.symbolon.token.grant;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.Grants;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Grants that no authorization request led to: one access token and no refresh token, in one commit. */
final class DirectGrants {
    private final SigningKeys keys;
    private final TokenMaker tokens;
    private final Randomness randomness;
    private final HybridClock clock;

    DirectGrants(SigningKeys keys, TokenMaker tokens, Randomness randomness, HybridClock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** One request's fresh values. */
    record Fresh(GrantId grant, TokenId accessToken, Instant now) {}

    Fresh fresh() {
        return new Fresh(
                new GrantId(randomness.identifier()),
                TokenId.at(clock.now(), randomness),
                clock.now().instant());
    }

    /**
     * What is given.
     *
     * @param user whose access it is; empty where the client acts for itself
     */
    record Access(GrantOrigin origin, Optional<UserId> user, List<String> scopes, Aimed aimed) {}

    /** With the key at hand: what could fail comes before anything that counts once. */
    TokenGrant.Result withKey(
            Reading reading, ClientState client, Fresh fresh, Function<Signer.Key, TokenGrant.Result> then) {
        SigningAlgorithm algorithm = client.metadata().signing();
        return keys.signing(reading, algorithm, fresh.now)
                .map(then)
                .orElseGet(() -> new TokenGrant.Result.KeyMissing(algorithm));
    }

    TokenGrant.Result issue(
            Reading reading,
            ClientState client,
            ServedTenant tenant,
            TokenPolicy policy,
            Signer.Key key,
            Access access,
            Fresh fresh) {
        Instant end = fresh.now.plus(access.aimed.targets().life(policy.accessToken()));
        List<String> audience = access.aimed.audience();
        Holder holder = new Holder(tenant.id(), client.client(), access.user, Optional.empty());
        IssuedToken token = new IssuedToken(
                tokens.name(fresh.accessToken, holder), key.id(), audience, access.scopes, fresh.now, end);
        Grants.New grant = new Grants.New(
                tenant.id(),
                fresh.grant,
                client.client(),
                access.origin,
                access.scopes,
                audience,
                Optional.empty(),
                end);
        Origin origin = Origin.of(new Actor.Client(client.client()), Correlation.current());
        reading.commit(new GrantCommand.Issue(grant, token, Optional.empty(), fresh.now), origin);
        MadeTokens made = MadeTokens.direct(fresh.grant, client.client(), access.user, token);
        return new TokenGrant.Result.Issued(() -> tokens.answer(tenant, key, made));
    }
}
