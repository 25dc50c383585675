package dev.symbolon.token.grant;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.RefreshLife;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What redeeming a code and a device code have in common: fresh names, the key, what the tokens are for, the refresh token,
 * and the answer. What could fail comes before the code is spent.
 */
final class Redeeming {
    private final SigningKeys keys;
    private final TokenMaker tokens;
    private final RefreshTokens refreshTokens;
    private final Randomness randomness;
    private final HybridClock clock;

    Redeeming(
            SigningKeys keys,
            TokenMaker tokens,
            RefreshTokens refreshTokens,
            Randomness randomness,
            HybridClock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** One request's fresh names, and its time. */
    record Fresh(GrantId grant, TokenId accessToken, TokenId idToken, Instant now) {}

    Fresh fresh() {
        return new Fresh(
                new GrantId(randomness.identifier()),
                TokenId.at(clock.now(), randomness),
                TokenId.at(clock.now(), randomness),
                clock.now().instant());
    }

    /** One request, of a client that is authenticated. */
    record Use(Reading reading, ClientState client, ServedTenant tenant, Parameters parameters, Fresh fresh) {
        Origin origin() {
            return Origin.of(new Actor.Client(client.client()), Correlation.current());
        }

        TokenPolicy policy() {
            return Tenants.active(reading).tokenPolicy();
        }
    }

    /**
     * What the code stands for, when it is this client's and the right one; about any other the log decides.
     *
     * @param begun       the grant, where it began in front
     * @param sessionEnd  end, at the latest, of the session that the grant ends with
     * @param refreshable whether it may be refreshed as far as that session goes
     */
    record Agreed(
            SignedInPerson person,
            ApprovedAccess access,
            Optional<GrantState> begun,
            Optional<Instant> sessionEnd,
            boolean refreshable) {}

    /**
     * The tokens as the command names them, with what signs and reveals them afterwards.
     *
     * @param refreshToken the text to hand out
     */
    record Ready(PreparedTokens tokens, Signer.Key key, Optional<String> refreshToken) {}

    /** @param commit spends the code */
    TokenGrant.Result redeem(Use use, Optional<Agreed> agreed, Function<Ready, TokenGrant.Result> commit) {
        TokenPolicy policy = use.policy();
        SigningAlgorithm algorithm = use.client.metadata().signing();
        Optional<Signer.Key> key = keys.signing(use.reading, algorithm, use.fresh.now);
        if (key.isEmpty()) {
            return new TokenGrant.Result.KeyMissing(algorithm);
        }
        Optional<Narrowing> narrowing = agreed.flatMap(it -> narrowing(use, it.access));
        if (narrowing.orElse(null) instanceof Narrowing.Refused no) {
            return new TokenGrant.Result.Refused(no.error());
        }
        Optional<ApprovedAccess> narrowed = narrowing
                .filter(Narrowing.To.class::isInstance)
                .map(Narrowing.To.class::cast)
                .map(to -> new ApprovedAccess(
                        to.scopes(), to.audience(), to.targets().life(policy.accessToken())));
        GrantId grant = agreed.flatMap(Agreed::begun).map(GrantState::grant).orElse(use.fresh.grant);
        Optional<Instant> end = agreed.flatMap(it -> refreshEnd(use, policy, it));
        PreparedTokens prepared = new PreparedTokens(
                use.fresh.grant,
                tokens.name(use.fresh.accessToken, holder(use, agreed)),
                use.fresh.idToken,
                end.map(it ->
                        refreshTokens.link(use.tenant.id(), grant, RefreshTokens.FIRST, policy, it, use.fresh.now)),
                key.get().id(),
                policy.idToken(),
                GrantLife.of(policy, end, use.fresh.now),
                narrowed);
        return commit.apply(new Ready(
                prepared, key.get(), end.map(_ -> refreshTokens.reveal(use.tenant.id(), grant, RefreshTokens.FIRST))));
    }

    /** The answer, to be signed once the commit is durable. */
    TokenGrant.Result issued(Use use, Ready ready, MadeTokens made) {
        return new TokenGrant.Result.Issued(() -> tokens.answer(use.tenant, ready.key, made));
    }

    /** RFC 8707 §2.2: a request that names no resource has all that was approved. */
    private static Optional<Narrowing> narrowing(Use use, ApprovedAccess approved) {
        List<String> resources = use.parameters.values("resource");
        return resources.isEmpty()
                ? Optional.empty()
                : Optional.of(Narrowing.of(
                        use.reading,
                        use.tenant,
                        use.client,
                        new Narrowing.Given(approved.scopes(), approved.audience()),
                        List.of(),
                        resources));
    }

    private static Optional<Instant> refreshEnd(Use use, TokenPolicy policy, Agreed agreed) {
        return agreed.refreshable
                ? RefreshLife.end(
                                use.client.metadata(), agreed.access.scopes(), policy, agreed.sessionEnd, use.fresh.now)
                        // A family that began in front doesn't begin again with its code.
                        .map(end -> agreed.begun
                                .map(GrantState::expiresAt)
                                .filter(end::isAfter)
                                .orElse(end))
                        .filter(use.fresh.now::isBefore)
                : Optional.empty();
    }

    private static Holder holder(Use use, Optional<Agreed> agreed) {
        return new Holder(
                use.tenant.id(),
                use.client.client(),
                agreed.map(it -> it.person.user()),
                agreed.map(it -> it.person.session()));
    }
}
