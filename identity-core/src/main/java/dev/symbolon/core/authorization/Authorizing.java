package dev.symbolon.core.authorization;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.consent.Consents;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.Grants;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.session.Sessions;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/**
 * Authorizing: a request with the consent that it brings and the session that it uses, a code with the grant that it
 * becomes, each in one commit. The streams are locked in the order of their names: authorization, consent, grant, session.
 */
public final class Authorizing {

    private final Aggregates<AuthorizationRequest, AuthorizationState> requests;
    private final Consents consents;
    private final Grants grants;
    private final Sessions sessions;

    public Authorizing(Repositories repositories) {
        requests = repositories.aggregates(AuthorizationState.AGGREGATE);
        consents = new Consents(repositories);
        grants = new Grants(repositories);
        sessions = new Sessions(repositories);
    }

    @CommandHandler
    AuthorizationOutcome decide(AuthorizationCommand.Decide c) {
        Aggregate<AuthorizationRequest> request = requests.at(c.target());
        if (request.invoke(AuthorizationRequest::decided)) {
            return new AuthorizationOutcome.AlreadyDecided();
        }
        Optional<Consents.One> consent = givenNow(c)
                .map(_ -> consents.of(c.tenant(), c.person().user(), c.request().client()));
        Sessions.One session = sessions.of(c.tenant(), c.person().session());
        if (!session.counts(c.person().user(), c.at())) {
            return new AuthorizationOutcome.SessionOver();
        }
        AuthorizationOutcome outcome = answered(c, request.invoke(it -> it.decide(c)));
        givenNow(c).ifPresent(access -> consent.orElseThrow().give(access.scopes(), c.authorization(), c.at()));
        session.use(c.at());
        if (outcome instanceof AuthorizationOutcome.Approved) {
            session.join(c.request().client(), c.at());
        }
        return outcome;
    }

    private static Optional<ApprovedAccess> givenNow(AuthorizationCommand.Decide c) {
        return c.verdict() instanceof Verdict.Approve approval && approval.ground() == ConsentGround.GIVEN
                ? Optional.of(approval.access())
                : Optional.empty();
    }

    /** The tokens that leave in front; their grant's name is fresh, so nobody else waits for its lock. */
    private AuthorizationOutcome answered(AuthorizationCommand.Decide c, AuthorizationOutcome outcome) {
        return outcome instanceof AuthorizationOutcome.Approved
                        && c.verdict() instanceof Verdict.Approve approval
                        && approval.inFront().isPresent()
                ? new AuthorizationOutcome.Approved(Optional.of(
                        inFront(c, approval.access(), approval.inFront().get())))
                : outcome;
    }

    private InFront.Issued inFront(AuthorizationCommand.Decide c, ApprovedAccess access, InFront tokens) {
        Instant end = c.at().plus(tokens.grantLife());
        Optional<IssuedToken> accessToken =
                tokens.accessToken().map(jti -> access.token(jti, tokens.key(), c.at(), end));
        Optional<IssuedToken> idToken = tokens.idToken()
                .map(jti -> access.idToken(jti, tokens.key(), c.request().client(), tokens.idTokenLife(), c.at(), end));
        grants.issue(
                new Grants.New(
                        c.tenant(),
                        tokens.grant(),
                        c.request().client(),
                        new GrantOrigin.Code(
                                c.authorization(), c.person(), c.request().nonce()),
                        access.scopes(),
                        access.audience(),
                        c.request().claims(),
                        end),
                accessToken,
                idToken,
                // RFC 6749 §4.2.2: no refresh token leaves in front.
                Optional.empty(),
                c.at());
        return new InFront.Issued(tokens.grant(), accessToken, idToken);
    }

    @CommandHandler
    Redemption redeem(AuthorizationCommand.Redeem c) {
        Aggregate<AuthorizationRequest> request = requests.at(c.target());
        Optional<GrantId> begun = request.invoke(AuthorizationRequest::begunInFront);
        Optional<Instant> end = begun.flatMap(grant -> grants.standing(c.tenant(), grant));
        boolean over = begun.isPresent() && end.isEmpty();
        return switch (request.invoke(it -> it.redeem(c, over))) {
            case Presented.Good good -> issue(c, good.code(), end);
            case Presented.Again again -> {
                grants.revoke(c.tenant(), again.grant(), "code-replayed", c.at());
                yield new Redemption.Replayed(again.grant());
            }
            case Presented.Refused refused -> new Redemption.Refused(refused.reason());
        };
    }

    /** @param begun end of the grant, where that began in front */
    private Redemption issue(
            AuthorizationCommand.Redeem c, AuthorizationState.CodeOutstanding code, Optional<Instant> begun) {
        ApprovedAccess access = code.access();
        PreparedTokens tokens = c.tokens();
        GrantId grant = code.grant().orElse(tokens.grant());
        Instant end = begun.orElseGet(() -> c.at().plus(tokens.grantLife()));
        IssuedToken accessToken = tokens.accessToken(access, c.at(), end);
        Optional<IssuedToken> idToken = tokens.idToken(access, code.request().client(), c.at(), end);
        if (begun.isPresent()) {
            grants.issueMore(c.tenant(), grant, Optional.of(accessToken), idToken, tokens.refresh(), c.at());
        } else {
            grants.issue(
                    new Grants.New(
                            c.tenant(),
                            grant,
                            code.request().client(),
                            new GrantOrigin.Code(
                                    c.authorization(),
                                    code.person(),
                                    code.request().nonce()),
                            access.scopes(),
                            access.audience(),
                            code.request().claims(),
                            end),
                    Optional.of(accessToken),
                    idToken,
                    tokens.refresh(),
                    c.at());
        }
        return new Redemption.Redeemed(grant, code.request(), code.person(), access, accessToken, idToken);
    }
}
