package dev.symbolon.core.device;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.ConsentGround;
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
 * Letting a device in: its request with the consent that it brings and the session that answers it, its code with the
 * grant that it becomes, each in one commit. The streams are locked in the order of their names: consent, device, grant,
 * session.
 */
public final class DeviceAuthorizing {

    private final Aggregates<DeviceRequest, DeviceState> requests;
    private final Consents consents;
    private final Grants grants;
    private final Sessions sessions;

    public DeviceAuthorizing(Repositories repositories) {
        requests = repositories.aggregates(DeviceState.AGGREGATE);
        consents = new Consents(repositories);
        grants = new Grants(repositories);
        sessions = new Sessions(repositories);
    }

    @CommandHandler
    DeviceOutcome decide(DeviceCommand.Decide c) {
        if (c.request().expiredAt(c.at())) {
            return new DeviceOutcome.Expired();
        }
        Optional<ApprovedAccess> given = givenNow(c);
        Optional<Consents.One> consent = given.map(
                _ -> consents.of(c.tenant(), c.person().user(), c.request().client()));
        Aggregate<DeviceRequest> request = requests.at(c.target());
        if (request.invoke(DeviceRequest::decided)) {
            return new DeviceOutcome.AlreadyDecided();
        }
        Sessions.One session = sessions.of(c.tenant(), c.person().session());
        if (!session.counts(c.at())) {
            return new DeviceOutcome.SessionOver();
        }
        DeviceOutcome outcome = request.invoke(it -> it.decide(c));
        given.ifPresent(access -> consent.orElseThrow().give(access.scopes(), c.authorization(), c.at()));
        session.use(c.at());
        return outcome;
    }

    private static Optional<ApprovedAccess> givenNow(DeviceCommand.Decide c) {
        return c.verdict() instanceof DeviceVerdict.Approve approval && approval.ground() == ConsentGround.GIVEN
                ? Optional.of(approval.access())
                : Optional.empty();
    }

    @CommandHandler
    DeviceRedemption redeem(DeviceCommand.Redeem c) {
        return switch (requests.at(c.target()).invoke(request -> request.redeem(c))) {
            case PresentedDeviceCode.Good good -> issue(c, good.approved());
            case PresentedDeviceCode.Again again -> {
                grants.revoke(c.tenant(), again.grant(), "device-code-replayed", c.at());
                yield new DeviceRedemption.Replayed(again.grant());
            }
            case PresentedDeviceCode.Other other -> other.answer();
        };
    }

    private DeviceRedemption issue(DeviceCommand.Redeem c, DeviceState.Approved approved) {
        ApprovedAccess access = approved.access();
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
                        List.of(approved.request().client().value()),
                        access.scopes(),
                        c.at(),
                        earlier(c.at().plus(c.idTokenLife()), end)))
                : Optional.empty();
        grants.issue(
                new Grants.New(
                        c.tenant(),
                        c.grant(),
                        approved.request().client(),
                        new GrantOrigin.Device(c.authorization(), approved.person()),
                        access.scopes(),
                        access.audience(),
                        Optional.empty(),
                        end),
                Optional.of(accessToken),
                idToken,
                c.refresh(),
                c.at());
        return new DeviceRedemption.Redeemed(
                c.grant(), approved.request().client(), approved.person(), accessToken, idToken);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
