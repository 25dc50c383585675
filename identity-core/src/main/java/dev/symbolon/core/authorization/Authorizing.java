package dev.symbolon.core.authorization;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.consent.Consents;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.Grants;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.scope.ScopeName;
import dev.symbolon.core.session.Sessions;
import java.time.Instant;
import java.util.List;
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
        if (!session.counts(c.at())) {
            return new AuthorizationOutcome.SessionOver();
        }
        AuthorizationOutcome outcome = request.invoke(it -> it.decide(c));
        givenNow(c).ifPresent(access -> consent.orElseThrow().give(access.scopes(), c.authorization(), c.at()));
        session.use(c.at());
        return outcome;
    }

    private static Optional<ApprovedAccess> givenNow(AuthorizationCommand.Decide c) {
        return c.verdict() instanceof Verdict.Approve approval && approval.ground() == ConsentGround.GIVEN
                ? Optional.of(approval.access())
                : Optional.empty();
    }

    @CommandHandler
    Redemption redeem(AuthorizationCommand.Redeem c) {
        return switch (requests.at(c.target()).invoke(request -> request.redeem(c))) {
            case Presented.Good good -> issue(c, good.code());
            case Presented.Again again -> {
                grants.revoke(c.tenant(), again.grant(), "code-replayed", c.at());
                yield new Redemption.Replayed(again.grant());
            }
            case Presented.Refused refused -> new Redemption.Refused(refused.reason());
        };
    }

    private Redemption issue(AuthorizationCommand.Redeem c, AuthorizationState.CodeOutstanding code) {
        ApprovedAccess access = code.access();
        Instant end = c.at().plus(c.grantLife());
        IssuedToken accessToken = new IssuedToken(
                c.accessToken(),
                c.key(),
                access.audience(),
                access.scopes(),
                c.at(),
                earlier(c.at().plus(access.accessToken()), end));
        Optional<IssuedToken> idToken = access.scopes().contains(ScopeName.OPENID)
                ? Optional.of(new IssuedToken(
                        c.idToken(),
                        c.key(),
                        // OpenID Connect Core §2: the audience of an ID token is the client.
                        List.of(code.request().client().value()),
                        access.scopes(),
                        c.at(),
                        earlier(c.at().plus(c.idTokenLife()), end)))
                : Optional.empty();
        grants.issue(
                new Grants.New(
                        c.tenant(),
                        c.grant(),
                        code.request().client(),
                        new GrantOrigin.Code(
                                c.authorization(), code.person(), code.request().nonce()),
                        access.scopes(),
                        access.audience(),
                        code.request().claims(),
                        end),
                Optional.of(accessToken),
                idToken,
                c.at());
        return new Redemption.Redeemed(c.grant(), code.request(), code.person(), access, accessToken, idToken);
    }

    /** A token never outlives its grant: a revocation is kept in mind no longer than the grant lasts. */
    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
