package dev.symbolon.token.grant;

import dev.symbolon.admission.access.GrantEnds;
import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.AuthorizationState;
import dev.symbolon.core.authorization.Redemption;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.RefreshLife;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.util.Optional;

/** The authorization code grant (RFC 6749 §4.1.3): a code is spent on a grant in one commit, then tokens are signed. */
final class AuthorizationCodeGrant implements TokenGrant {
    private final Redeeming redeeming;
    private final Revocations revocations;

    AuthorizationCodeGrant(Redeeming redeeming, Revocations revocations) {
        this.redeeming = redeeming;
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
        Redeeming.Fresh fresh = redeeming.fresh();
        return (reading, client) -> redeem(new Redeeming.Use(reading, client, tenant, parameters, fresh), code.get());
    }

    private Result redeem(Redeeming.Use use, OpaqueValue code) {
        AuthorizationId authorization = new AuthorizationId(code.streamId());
        Optional<AuthorizationState.CodeOutstanding> outstanding = outstanding(use, authorization, code);
        Optional<String> end = outstanding.flatMap(it -> end(use, it));
        if (end.isPresent()) {
            return invalid(end.get(), false);
        }
        return redeeming.redeem(
                use, outstanding.map(it -> agreed(use, it)), ready -> spend(use, authorization, code, ready));
    }

    private Result spend(Redeeming.Use use, AuthorizationId authorization, OpaqueValue code, Redeeming.Ready ready) {
        AuthorizationCommand.Redeem redeem = new AuthorizationCommand.Redeem(
                use.tenant().id(),
                authorization,
                code.secretHash(),
                use.client().client(),
                use.parameters().value("redirect_uri"),
                use.parameters().value("code_verifier"),
                ready.tokens(),
                use.fresh().now());
        return switch (use.reading().commit(redeem, use.origin()).outcome()) {
            case Redemption.Redeemed redeemed ->
                redeeming.issued(use, ready, MadeTokens.of(redeemed, ready.refreshToken()));
            case Redemption.Refused(Redemption.Reason reason) ->
                invalid(reason.code(), reason != Redemption.Reason.UNKNOWN_CODE);
            case Redemption.Replayed _ -> invalid("replayed", true);
        };
    }

    /** The client's own code with the right secret, as far as it isn't spent. A made-up one is nobody's: the log decides. */
    private static Optional<AuthorizationState.CodeOutstanding> outstanding(
            Redeeming.Use use, AuthorizationId authorization, OpaqueValue code) {
        return use.reading()
                .state(AuthorizationState.FOLD, authorization)
                .filter(AuthorizationState.CodeOutstanding.class::isInstance)
                .map(AuthorizationState.CodeOutstanding.class::cast)
                .filter(it -> it.code().matches(code.secretHash()))
                .filter(it -> it.request().client().equals(use.client().client()));
    }

    /** What was taken back between the code and its use isn't given after all: the tokens would be younger than that. */
    private Optional<String> end(Redeeming.Use use, AuthorizationState.CodeOutstanding code) {
        boolean disabled = use.reading()
                .state(UserState.FOLD, code.person().user())
                .filter(user -> user.status() != UserState.Status.ACTIVE)
                .isPresent();
        if (disabled) {
            return Optional.of("person-disabled");
        }
        Holder holder = new Holder(
                use.tenant().id(),
                use.client().client(),
                Optional.of(code.person().user()),
                Optional.of(code.person().session()));
        return switch (revocations.askSince(holder, code.at())) {
            case STANDS -> Optional.empty();
            case VOID -> Optional.of("revoked-since");
            // What memory can't tell is asked of everybody concerned.
            case UNKNOWN ->
                GrantEnds.of(use.reading(), Tenants.active(use.reading()), use.client(), GrantEnds.Given.of(code));
        };
    }

    /** Without the session that it would end with, or after that, there is nothing to refresh. */
    private static Redeeming.Agreed agreed(Redeeming.Use use, AuthorizationState.CodeOutstanding code) {
        Optional<SessionState> session =
                use.reading().state(SessionState.FOLD, code.person().session());
        boolean refreshable = session.filter(
                        it -> RefreshLife.offline(code.access().scopes()) || !it.ended())
                .isPresent();
        Optional<GrantState> begun = code.grant().flatMap(grant -> use.reading().state(GrantState.FOLD, grant));
        return new Redeeming.Agreed(
                code.person(), code.access(), begun, session.map(SessionState::expiresAt), refreshable);
    }

    /** RFC 6749 §5.2: one answer, whatever was wrong with the code. */
    private static Result invalid(String detail, boolean recorded) {
        return new Result.Refused(
                ProtocolError.direct("invalid_grant", "The code isn't valid, or not for this client.", detail),
                recorded);
    }
}
