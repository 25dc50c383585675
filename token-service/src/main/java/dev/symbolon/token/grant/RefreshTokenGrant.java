package dev.symbolon.token.grant;

import dev.symbolon.admission.access.GrantEnds;
import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.Refreshing;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.scope.ScopeName;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The refresh token grant (RFC 6749 §6, RFC 9700 §4.14): each use gives the next token of the family; the use of one that
 * had its turn ends it.
 */
final class RefreshTokenGrant implements TokenGrant {
    private final SigningKeys keys;
    private final TokenMaker tokens;
    private final RefreshTokens refreshTokens;
    private final Randomness randomness;
    private final HybridClock clock;

    RefreshTokenGrant(
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

    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public Attempt attempt(ServedTenant tenant, Parameters parameters) {
        Optional<String> presented = parameters.value("refresh_token");
        if (presented.isEmpty()) {
            ProtocolError error =
                    ProtocolError.direct("invalid_request", "refresh_token is missing.", "no-refresh-token");
            return (_, _) -> new Result.Refused(error);
        }
        Optional<RefreshTokens.Genuine> genuine = refreshTokens.genuine(tenant.id(), presented.get());
        if (genuine.isEmpty()) {
            return (_, _) -> invalid("forged-refresh-token", false);
        }
        Fresh fresh = new Fresh(
                TokenId.at(clock.now(), randomness),
                TokenId.at(clock.now(), randomness),
                clock.now().instant());
        return (reading, client) -> refresh(new Use(reading, client, tenant, genuine.get(), parameters, fresh));
    }

    private record Fresh(TokenId accessToken, TokenId idToken, Instant now) {}

    private record Use(
            Reading reading,
            ClientState client,
            ServedTenant tenant,
            RefreshTokens.Genuine token,
            Parameters parameters,
            Fresh fresh) {}

    private Result refresh(Use use) {
        TenantState tenant = Tenants.active(use.reading);
        Optional<GrantState> grant = use.reading.state(GrantState.FOLD, use.token.grant());
        if (grant.isEmpty()) {
            return invalid("unknown-refresh-token", false);
        }
        if (!grant.get().client().equals(use.client.client())) {
            // RFC 6749 §6: "the refresh token is bound to the client to which it was issued".
            return invalid("wrong-client", false);
        }
        Optional<String> end = GrantEnds.of(use.reading, tenant, use.client, grant.get());
        if (end.isPresent()) {
            return invalid(end.get(), false);
        }
        return switch (Narrowing.of(
                use.reading,
                use.tenant,
                use.client,
                new Narrowing.Given(grant.get().scopes(), grant.get().audience()),
                use.parameters.words("scope"),
                use.parameters.values("resource"))) {
            case Narrowing.Refused(ProtocolError error) -> new Result.Refused(error);
            case Narrowing.To to -> withKey(use, tenant.tokenPolicy(), grant.get(), to);
        };
    }

    private Result withKey(Use use, TokenPolicy policy, GrantState grant, Narrowing.To to) {
        SigningAlgorithm algorithm = use.client.metadata().signing();
        Optional<Signer.Key> key = keys.signing(use.reading, algorithm, use.fresh.now);
        return key.isEmpty() ? new Result.KeyMissing(algorithm) : commit(use, policy, grant, to, key.get());
    }

    private Result commit(Use use, TokenPolicy policy, GrantState grant, Narrowing.To to, Signer.Key key) {
        Instant now = use.fresh.now;
        long next = use.token.generation() + 1;
        Duration life = to.targets().life(policy.accessToken());
        Optional<SignedInPerson> person = grant.origin().agreedBy();
        Holder holder = new Holder(
                use.tenant.id(), grant.client(), person.map(SignedInPerson::user), person.map(SignedInPerson::session));
        TokenId jti = tokens.name(use.fresh.accessToken, holder);
        IssuedToken accessToken = new IssuedToken(jti, key.id(), to.audience(), to.scopes(), now, now.plus(life));
        // OpenID Connect Core §12.2: an ID token of the same person, about the same sign-in.
        Optional<IssuedToken> idToken = to.scopes().contains(ScopeName.OPENID)
                ? Optional.of(new IssuedToken(
                        use.fresh.idToken,
                        key.id(),
                        List.of(grant.client().value()),
                        to.scopes(),
                        now,
                        now.plus(policy.idToken())))
                : Optional.empty();
        GrantCommand.Refresh refresh = new GrantCommand.Refresh(
                use.tenant.id(),
                grant.grant(),
                use.token.generation(),
                use.token.value().secretHash(),
                use.client.client(),
                refreshTokens.link(use.tenant.id(), grant.grant(), next, policy, grant.expiresAt(), now),
                accessToken,
                idToken,
                shorter(policy.refreshRetry(), TokenPolicy.LONGEST_REFRESH_RETRY),
                now);
        Origin origin = Origin.of(new Actor.Client(use.client.client()), Correlation.current());
        return switch (use.reading.commit(refresh, origin).outcome()) {
            case Refreshing.Refreshed made ->
                new Result.Issued(() -> tokens.answer(use.tenant, key, made(use, grant, made, next)));
            case Refreshing.Reused _ -> invalid("refresh-reused", true);
            case Refreshing.Refused(Refreshing.Reason reason) -> invalid(reason.code(), false);
        };
    }

    private MadeTokens made(Use use, GrantState grant, Refreshing.Refreshed made, long next) {
        SignedInPerson person = grant.origin().agreedBy().orElseThrow();
        return new MadeTokens(
                grant.grant(),
                grant.client(),
                Optional.of(person.user()),
                Optional.of(person),
                grant.origin().session(),
                Optional.of(made.accessToken()),
                made.idToken(),
                Optional.empty(),
                grant.claims(),
                Optional.of(refreshTokens.reveal(use.tenant.id(), grant.grant(), next)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** RFC 6749 §5.2: one answer, whatever was wrong with the refresh token. */
    private static Result invalid(String detail, boolean recorded) {
        return new Result.Refused(
                ProtocolError.direct("invalid_grant", "The refresh token isn't valid, or not for this client.", detail),
                recorded);
    }
}
