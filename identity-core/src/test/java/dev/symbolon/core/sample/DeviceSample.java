package dev.symbolon.core.sample;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.device.DeviceCommand;
import dev.symbolon.core.device.DeviceVerdict;
import dev.symbolon.core.device.RequestedDeviceAccess;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A television that asked half a minute ago, and a person who agrees now. */
public final class DeviceSample {
    public static final AuthorizationId ID = new AuthorizationId("device00000000000000000000");
    public static final SecretHash CODE = SecretHash.of("the device code's secret");

    private final TenantId tenant = Samples.TENANT;
    private AuthorizationId authorization = ID;
    private ClientId client = ClientSample.ID;
    private ConsentGround ground = ConsentGround.GIVEN;
    private Instant at = Samples.NOON;
    private Instant asked = Samples.NOON.minusSeconds(30);
    private UserId user = UserSample.ID;
    private SessionId session = SessionSample.ID;
    private List<String> scopes = List.of("openid", "bookings.read");

    public DeviceSample withId(AuthorizationId id) {
        authorization = id;
        return this;
    }

    public DeviceSample by(ClientId id) {
        client = id;
        return this;
    }

    public DeviceSample on(ConsentGround other) {
        ground = other;
        return this;
    }

    public DeviceSample at(Instant time) {
        at = time;
        return this;
    }

    /** Good for ten minutes. */
    public DeviceSample asked(Instant time) {
        asked = time;
        return this;
    }

    public DeviceSample answeredBy(UserId person, SessionId signedInWith) {
        user = person;
        session = signedInWith;
        return this;
    }

    public DeviceSample withScopes(String... names) {
        scopes = List.of(names);
        return this;
    }

    public RequestedDeviceAccess request() {
        return new RequestedDeviceAccess(client, scopes, List.of(), CODE, asked, asked.plusSeconds(600));
    }

    public SignedInPerson person() {
        return new SignedInPerson(user, session, Samples.NOON, List.of("pwd"), "1");
    }

    public ApprovedAccess access() {
        return new ApprovedAccess(scopes, List.of(ResourceSample.AUDIENCE), Duration.ofMinutes(5));
    }

    public DeviceCommand.Decide approve() {
        return decide(new DeviceVerdict.Approve(access(), ground));
    }

    public DeviceCommand.Decide deny() {
        return decide(new DeviceVerdict.Deny());
    }

    private DeviceCommand.Decide decide(DeviceVerdict verdict) {
        return new DeviceCommand.Decide(
                tenant, authorization, request(), Personal.of("192.0.2.7"), person(), verdict, at);
    }

    /** What an approval writes into the device's stream. */
    public DomainEvent[] approved() {
        return new DomainEvent[] {
            requested(), new DeviceEvent.Approved(tenant, authorization, person(), access(), ground, at)
        };
    }

    public DeviceEvent requested() {
        return new DeviceEvent.Requested(tenant, authorization, request(), Personal.of("192.0.2.7"), at);
    }

    public DeviceCommand.Redeem redeem(GrantId grant, SecretHash code, ClientId presentedBy, Instant time) {
        return new DeviceCommand.Redeem(
                tenant,
                authorization,
                code,
                presentedBy,
                new PreparedTokens(
                        grant,
                        RedeemSample.ACCESS_TOKEN,
                        RedeemSample.ID_TOKEN,
                        Optional.empty(),
                        RedeemSample.KEY,
                        Duration.ofMinutes(5),
                        Duration.ofDays(1),
                        Optional.empty()),
                time);
    }
}
