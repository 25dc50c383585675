package dev.symbolon.core.device;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.consent.Consents;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.Grants;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.session.Sessions;
import java.time.Instant;
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
        if (!session.counts(c.person().user(), c.at())) {
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
        ClientId client = approved.request().client();
        PreparedTokens tokens = c.tokens();
        Instant end = c.at().plus(tokens.grantLife());
        IssuedToken accessToken = tokens.accessToken(access, c.at(), end);
        Optional<IssuedToken> idToken = tokens.idToken(access, client, c.at(), end);
        grants.issue(
                new Grants.New(
                        c.tenant(),
                        tokens.grant(),
                        client,
                        new GrantOrigin.Device(c.authorization(), approved.person()),
                        access.scopes(),
                        access.audience(),
                        Optional.empty(),
                        end),
                Optional.of(accessToken),
                idToken,
                tokens.refresh(),
                c.at());
        return new DeviceRedemption.Redeemed(tokens.grant(), client, approved.person(), accessToken, idToken);
    }
}
