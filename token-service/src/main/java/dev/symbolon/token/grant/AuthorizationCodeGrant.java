package dev.symbolon.token.grant;

import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.AuthorizationState;
import dev.symbolon.core.authorization.Redemption;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.RefreshLife;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The authorization code grant (RFC 6749 §4.1.3): a code is spent on a grant in one commit, then tokens are signed. */
final class AuthorizationCodeGrant implements TokenGrant {
    private final SigningKeys keys;
    private final TokenMaker tokens;
    private final RefreshTokens refreshTokens;
    private final Randomness randomness;
    private final HybridClock clock;
    private final Revocations revocations;

    AuthorizationCodeGrant(
            SigningKeys keys,
            TokenMaker tokens,
            RefreshTokens refreshTokens,
            Randomness randomness,
            HybridClock clock,
            Revocations revocations) {
        this.keys = keys;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.randomness = randomness;
        this.clock = clock;
        this.revocations = revocations;
    }

    @Override
    public GrantType type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public Attempt attempt(ServedTenant tenant, Parameters parameters) {
        Optional<String> presented = parameters.value("code");
        if (presented.isEmpty()) {
            ProtocolError error = ProtocolError.direct("invalid_request", "code is missing.", "no-code");
            return (_, _) -> new Result.Refused(error);
        }
        Optional<OpaqueValue> code = OpaqueValue.parse(presented.get());
        if (code.isEmpty()) {
            return (_, _) -> invalid("malformed-code", false);
        }
        Fresh fresh = new Fresh(
                new GrantId(randomness.identifier()),
                TokenId.at(clock.now(), randomness),
                TokenId.at(clock.now(), randomness),
                clock.now().instant());
        return (reading, client) -> redeem(reading, client, tenant, code.get(), parameters, fresh);
    }

    private record Fresh(GrantId grant, TokenId accessToken, TokenId idToken, Instant now) {}

    private Result redeem(
            Reading reading,
            ClientState client,
            ServedTenant tenant,
            OpaqueValue code,
            Parameters parameters,
            Fresh fresh) {
        TokenPolicy policy = Tenants.active(reading).tokenPolicy();
        SigningAlgorithm algorithm = client.metadata().signing();
        // The private half is at hand before the code is spent: what could fail comes first.
        Optional<Signer.Key> key = keys.signing(reading, algorithm, fresh.now);
        if (key.isEmpty()) {
            return new Result.KeyMissing(algorithm);
        }
        AuthorizationId authorization = new AuthorizationId(code.streamId());
        Optional<AuthorizationState.CodeOutstanding> outstanding = outstanding(reading, authorization);
        if (outstanding.isPresent() && ofDisabledPerson(reading, outstanding.get())) {
            return invalid("person-disabled", false);
        }
        Revocations.Holder holder = holder(tenant, client, outstanding);
        if (outstanding.isPresent() && isOver(outstanding.get(), holder, policy)) {
            return invalid("revoked-since", false);
        }
        GrantId grant =
                outstanding.flatMap(AuthorizationState.CodeOutstanding::grant).orElse(fresh.grant);
        Optional<Instant> refreshEnd = outstanding.flatMap(it -> refreshEnd(reading, client, policy, it, fresh.now));
        AuthorizationCommand.Redeem redeem = new AuthorizationCommand.Redeem(
                tenant.id(),
                authorization,
                code.secretHash(),
                client.client(),
                parameters.value("redirect_uri"),
                parameters.value("code_verifier"),
                fresh.grant,
                tokens.name(fresh.accessToken, holder),
                fresh.idToken,
                refreshEnd.map(
                        end -> refreshTokens.link(tenant.id(), grant, RefreshTokens.FIRST, policy, end, fresh.now)),
                key.get().id(),
                policy.idToken(),
                GrantLife.of(policy, refreshEnd, fresh.now),
                fresh.now);
        Origin origin = Origin.of(new Actor.Client(client.client()), Exchange.correlation());
        return switch (reading.commit(redeem, origin).outcome()) {
            case Redemption.Redeemed redeemed ->
                new Result.Issued(() -> tokens.answer(
                        tenant,
                        key.get(),
                        MadeTokens.of(
                                redeemed,
                                refreshEnd.map(_ -> refreshTokens.reveal(tenant.id(), grant, RefreshTokens.FIRST)))));
            case Redemption.Refused(Redemption.Reason reason) ->
                invalid(reason.code(), reason != Redemption.Reason.UNKNOWN_CODE);
            case Redemption.Replayed _ -> invalid("replayed", true);
        };
    }

    /** A made-up code is nobody's: the log decides. */
    private static Optional<AuthorizationState.CodeOutstanding> outstanding(
            Reading reading, AuthorizationId authorization) {
        return reading.state(AuthorizationState.FOLD, authorization)
                .filter(AuthorizationState.CodeOutstanding.class::isInstance)
                .map(AuthorizationState.CodeOutstanding.class::cast);
    }

    /** Whoever was disabled between the code and its use gets nothing. */
    private static boolean ofDisabledPerson(Reading reading, AuthorizationState.CodeOutstanding code) {
        return reading.state(UserState.FOLD, code.person().user())
                .filter(user -> user.status() != UserState.Status.ACTIVE)
                .isPresent();
    }

    private static Revocations.Holder holder(
            ServedTenant tenant, ClientState client, Optional<AuthorizationState.CodeOutstanding> code) {
        return new Revocations.Holder(
                tenant.id(),
                client.client(),
                code.map(it -> it.person().user()),
                code.map(it -> it.person().session()));
    }

    /** What was revoked between the code and its use isn't given after all: the tokens would be younger than that. */
    private boolean isOver(AuthorizationState.CodeOutstanding code, Revocations.Holder holder, TokenPolicy policy) {
        Instant issued = code.expiresAt().minus(policy.code());
        return revocations.askSince(holder, issued) == Revocations.Answer.VOID;
    }

    /** Until when the grant can be refreshed; empty where it can't, or where the session that it would end with is over. */
    private static Optional<Instant> refreshEnd(
            Reading reading,
            ClientState client,
            TokenPolicy policy,
            AuthorizationState.CodeOutstanding code,
            Instant now) {
        List<String> scopes = code.access().scopes();
        return reading.state(SessionState.FOLD, code.person().session())
                .filter(session -> RefreshLife.offline(scopes) || !session.ended())
                .flatMap(session ->
                        RefreshLife.end(client.metadata(), scopes, policy, Optional.of(session.expiresAt()), now))
                .filter(now::isBefore);
    }

    /** RFC 6749 §5.2: one answer, whatever was wrong with the code. */
    private static Result invalid(String detail, boolean recorded) {
        return new Result.Refused(
                ProtocolError.direct("invalid_grant", "The code isn't valid, or not for this client.", detail),
                recorded);
    }
}
