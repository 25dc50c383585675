package dev.symbolon.infra.serialization;

import dev.symbolon.core.audit.AuditPolicy;
import dev.symbolon.core.audit.AuditReadingId;
import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.RequestedAuthorization;
import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.authorization.ResponseMode;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientSecret;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Links;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SignInDefaults;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.device.RequestedDeviceAccess;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.AssignmentEvent;
import dev.symbolon.core.event.AuditPolicyEvent;
import dev.symbolon.core.event.AuditReadingEvent;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.GroupEvent;
import dev.symbolon.core.event.InvitationEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.ProviderEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.event.ResourceEvent;
import dev.symbolon.core.event.RoleEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.invitation.InvitationId;
import dev.symbolon.core.provider.ProviderId;
import dev.symbolon.core.provider.ProviderMetadata;
import dev.symbolon.core.refusal.RefusalBatchId;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.role.GroupId;
import dev.symbolon.core.role.GroupMetadata;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.role.RoleKind;
import dev.symbolon.core.role.RoleMetadata;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.Standing;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.ClaimRule;
import dev.symbolon.core.tenant.ClaimRule.ClaimTarget;
import dev.symbolon.core.tenant.Limits;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One event of each kind, as the Grand Hotel would have it. The golden files are made of these. */
public final class SampleEvents {

    static final TenantId TENANT = new TenantId("4c1f9x0k2t7m8q3e5w6y9a0b1d");
    static final UserId GUEST = new UserId("7a2m4k9p1q3r5t6w8x0y2z4b6d");
    static final ClientId BOOKING = new ClientId("9b3n5m0q2r4s6v7x9y1z3a5c7e");
    static final Instant AT = Instant.parse("2025-11-22T10:15:30.123Z");

    private static final SessionId SESSION = new SessionId("1d5f7h9j2k4m6n8p0q2r4s6t8v");
    private static final AuthorizationId AUTHORIZATION = new AuthorizationId("3f7h9k1m3n5p7q9r1s3t5v7w9x");
    private static final GrantId GRANT = new GrantId("5h9k1m3n5p7q9r1s3t5v7w9x1y");
    private static final KeyId KEY = new KeyId("8m2n4p6q8r0s2t4v6w8x0y2z4a");
    private static final ResourceId API = new ResourceId("6k0m2n4p6q8r0s2t4v6w8x0y2z");
    private static final SecretHash HASH = SecretHash.of("a secret that nobody has");
    private static final SignedInPerson PERSON =
            new SignedInPerson(GUEST, SESSION, AT.minusSeconds(60), List.of("pwd"), "urn:symbolon:password");
    private static final RequestedClaims CLAIMS = new RequestedClaims(
            List.of(new RequestedClaims.One("email", true)), List.of(new RequestedClaims.One("name", false)));
    private static final ApprovedAccess ACCESS = new ApprovedAccess(
            List.of("openid", "bookings:read"), List.of("https://api.grand-hotel.test"), Duration.ofMinutes(5));

    static final List<String> PERSONAL = List.of(
            "ada@grand-hotel.test",
            "Ada Lovelace",
            "ada@example.test",
            "$argon2id$v=19$sample",
            "192.0.2.7",
            "Browser/1.0");

    public static final Map<String, DomainEvent> BY_NAME = Stream.of(
                    registration(),
                    tenant(),
                    client(),
                    resource(),
                    user(),
                    credential(),
                    session(),
                    authorization(),
                    device(),
                    consent(),
                    grant(),
                    signingKey(),
                    refusal(),
                    role(),
                    group(),
                    assignment(),
                    invitation(),
                    provider(),
                    audit())
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(
                    event -> EventCatalogue.of(event.getClass()).name(), Function.identity()));

    public static Envelope envelope(DomainEvent event) {
        EventCatalogue.Entry entry = EventCatalogue.of(event.getClass());
        TenantId tenant = event.tenant();
        return new Envelope(
                new EventId("2e6g8j0k2m4n6p8q0r2s4t6v8w"),
                entry.name(),
                entry.version(),
                event.stream(),
                3,
                HybridTime.atMillis(AT.toEpochMilli()).next(),
                new Actor.User(GUEST),
                "0c4e6g8j0k2m4n6p8q0r2s4t6v",
                Optional.of("2e6g8j0k2m4n6p8q0r2s4t6v8v"),
                List.of(
                        new Basis(StreamId.of(tenant, StreamType.CLIENT, BOOKING), 7),
                        new Basis(StreamId.of(tenant, StreamType.SESSION, SESSION), -1)),
                Optional.of("remembered-consent"));
    }

    private static List<DomainEvent> registration() {
        return List.of(new RegistrationEvent.Registered(TENANT, new Slug("grand-hotel"), "default", "Grand Hotel", AT));
    }

    private static List<DomainEvent> tenant() {
        Branding branding = new Branding("Grand Hôtel “Zürich”", "#1a2b3c");
        return List.of(
                new TenantEvent.Onboarded(
                        TENANT, new Slug("grand-hotel"), branding, LoginPolicy.STANDARD, TokenPolicy.STANDARD, AT),
                new TenantEvent.BrandingChanged(TENANT, branding, AT),
                new TenantEvent.LoginPolicyChanged(
                        TENANT,
                        new LoginPolicy(Duration.ofHours(1), Duration.ofDays(1), new PasswordPolicy(19456, 2, 1, 10)),
                        AT),
                new TenantEvent.TokenPolicyChanged(TENANT, TokenPolicy.STANDARD, AT),
                new TenantEvent.LimitsChanged(
                        TENANT,
                        new Limits(
                                new Limits.Limit(50_000, Duration.ofSeconds(10)),
                                new Limits.Limit(200_000, Duration.ofSeconds(10))),
                        AT),
                new TenantEvent.ClaimMappingChanged(
                        TENANT,
                        List.of(
                                new ClaimRule(
                                        "roles", new ClaimRule.ClaimSource.Roles(), Set.of(ClaimTarget.ACCESS_TOKEN)),
                                new ClaimRule(
                                        "groups", new ClaimRule.ClaimSource.Groups(), Set.of(ClaimTarget.USERINFO)),
                                new ClaimRule(
                                        "hotel",
                                        new ClaimRule.ClaimSource.Fixed("grand"),
                                        Set.of(ClaimTarget.ID_TOKEN, ClaimTarget.USERINFO))),
                        AT),
                new TenantEvent.MigrationFlowsChanged(
                        TENANT,
                        BOOKING,
                        List.of(ResponseType.ID_TOKEN, ResponseType.CODE_ID_TOKEN),
                        List.of(ResponseType.ID_TOKEN_TOKEN),
                        AT),
                new TenantEvent.OffBoarded(TENANT, "left", AT.plusSeconds(2_592_000), AT),
                new TenantEvent.DataDestroyed(TENANT, AT.plusSeconds(2_592_000)),
                new TenantEvent.Suspended(TENANT, "unpaid", AT),
                new TenantEvent.Reactivated(TENANT, AT));
    }

    private static List<DomainEvent> client() {
        ClientMetadata metadata = new ClientMetadata(
                "Booking",
                ClientKind.WEB,
                List.of("https://booking.grand-hotel.test/callback", "http://127.0.0.1/callback"),
                Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.IMPLICIT),
                Set.of(ResponseType.CODE, ResponseType.CODE_ID_TOKEN),
                ClientAuthentication.CLIENT_SECRET_BASIC,
                true,
                ConsentRule.REQUIRED,
                Set.of("openid", "profile", "email"),
                List.of(new Permission(API, Set.of("bookings:read", "bookings:write"))),
                SigningAlgorithm.ES256,
                Optional.of(SigningAlgorithm.RS256),
                new SubjectIdentifier(true, Optional.of("https://grand-hotel.test/sector.json")),
                new SignInDefaults(Optional.of(Duration.ofHours(1)), true, List.of("urn:symbolon:password")),
                new LogoutAddresses(
                        List.of("https://booking.grand-hotel.test/bye"),
                        Optional.of(new LogoutAddresses.Notified("https://booking.grand-hotel.test/back", true)),
                        Optional.of(new LogoutAddresses.Notified("https://booking.grand-hotel.test/front", false))),
                new Links(
                        Optional.of("https://booking.grand-hotel.test"),
                        Optional.of("https://booking.grand-hotel.test/logo.png"),
                        Optional.of("https://booking.grand-hotel.test/privacy"),
                        Optional.empty()));
        ClientSecret secret = new ClientSecret("s1", HASH, Optional.empty());
        return List.of(
                new ClientEvent.Registered(TENANT, BOOKING, metadata, List.of(secret), AT),
                new ClientEvent.Changed(TENANT, BOOKING, metadata, AT),
                new ClientEvent.SecretsChanged(
                        TENANT,
                        BOOKING,
                        List.of(secret, new ClientSecret("s0", HASH, Optional.of(AT.plusSeconds(3600)))),
                        AT),
                new ClientEvent.Suspended(TENANT, BOOKING, "compromised", AT),
                new ClientEvent.Reactivated(TENANT, BOOKING, AT));
    }

    private static List<DomainEvent> resource() {
        ResourceMetadata metadata = new ResourceMetadata(
                "https://api.grand-hotel.test",
                "Bookings",
                List.of(new ResourceMetadata.Scope("bookings:read", "See your bookings")),
                Optional.of(Duration.ofMinutes(2)));
        return List.of(
                new ResourceEvent.Registered(TENANT, API, metadata, AT),
                new ResourceEvent.Changed(
                        TENANT, API, metadata, List.of("bookings:read"), List.of("bookings:write"), AT));
    }

    private static List<DomainEvent> user() {
        Profile profile = new Profile(
                Personal.of("ada@grand-hotel.test"),
                Optional.of(Personal.of("Ada Lovelace")),
                Optional.of(Personal.of("ada@example.test")),
                true);
        return List.of(
                new UserEvent.Registered(TENANT, GUEST, "blind-index-of-the-login", profile, AT),
                new UserEvent.ProfileChanged(
                        TENANT, GUEST, new Profile(profile.login(), Optional.empty(), Optional.empty(), false), AT),
                new UserEvent.Disabled(TENANT, GUEST, "left", AT),
                new UserEvent.Enabled(TENANT, GUEST, AT),
                new UserEvent.Erased(TENANT, GUEST, "blind-index-of-the-login", "asked", AT));
    }

    private static List<DomainEvent> credential() {
        return List.of(
                new CredentialEvent.PasswordSet(TENANT, GUEST, Personal.of("$argon2id$v=19$sample"), false, AT),
                new CredentialEvent.PasswordRemoved(TENANT, GUEST, AT),
                new CredentialEvent.PasswordRefused(
                        TENANT, GUEST, true, 2, AT.plusSeconds(4), Personal.of("192.0.2.7"), AT),
                new CredentialEvent.PasswordAccepted(TENANT, GUEST, true, AT));
    }

    private static List<DomainEvent> session() {
        return List.of(
                new SessionEvent.Started(
                        TENANT,
                        SESSION,
                        GUEST,
                        HASH,
                        List.of("pwd"),
                        "urn:symbolon:password",
                        Personal.of("192.0.2.7"),
                        Personal.of("Browser/1.0"),
                        Optional.of(new Standing(2, 1)),
                        AT,
                        AT.plusSeconds(604_800)),
                new SessionEvent.Confirmed(TENANT, SESSION, 3, AT),
                new SessionEvent.Used(TENANT, SESSION, AT),
                new SessionEvent.ClientJoined(TENANT, SESSION, BOOKING, AT),
                new SessionEvent.SignedOut(
                        TENANT,
                        SESSION,
                        GUEST,
                        Optional.of(BOOKING),
                        List.of(BOOKING),
                        List.of(BOOKING),
                        List.of(BOOKING),
                        AT),
                new SessionEvent.ClientNotified(TENANT, SESSION, BOOKING, "accepted", 1, AT),
                new SessionEvent.Ended(TENANT, SESSION, GUEST, "signed-out", AT));
    }

    private static List<DomainEvent> authorization() {
        RequestedAuthorization request = new RequestedAuthorization(
                BOOKING,
                "https://booking.grand-hotel.test/callback",
                ResponseType.CODE_ID_TOKEN,
                ResponseMode.FORM_POST,
                List.of("openid", "bookings:read"),
                List.of("https://api.grand-hotel.test"),
                Optional.of(CLAIMS),
                Optional.of("n-0S6_WzA2Mj"),
                Optional.of("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
                List.of("login"),
                Optional.of(Duration.ofMinutes(10)),
                List.of("urn:symbolon:password"));
        return List.of(
                new AuthorizationEvent.Requested(TENANT, AUTHORIZATION, request, AT),
                new AuthorizationEvent.SignedIn(TENANT, AUTHORIZATION, PERSON, AT),
                new AuthorizationEvent.Approved(TENANT, AUTHORIZATION, ACCESS, ConsentGround.REMEMBERED, AT),
                new AuthorizationEvent.Denied(TENANT, AUTHORIZATION, BOOKING, GUEST, AT),
                new AuthorizationEvent.AnsweredInFront(TENANT, AUTHORIZATION, GRANT, AT),
                new AuthorizationEvent.CodeIssued(TENANT, AUTHORIZATION, HASH, AT.plusSeconds(60), AT),
                new AuthorizationEvent.CodeRedeemed(TENANT, AUTHORIZATION, GRANT, AT),
                new AuthorizationEvent.CodeRefused(TENANT, AUTHORIZATION, BOOKING, "wrong-verifier", AT),
                new AuthorizationEvent.CodeReplayed(TENANT, AUTHORIZATION, GRANT, BOOKING, AT));
    }

    private static List<DomainEvent> device() {
        RequestedDeviceAccess request = new RequestedDeviceAccess(
                BOOKING,
                List.of("openid", "bookings:read"),
                List.of("https://api.grand-hotel.test"),
                HASH,
                AT.minusSeconds(30),
                AT.plusSeconds(570));
        return List.of(
                new DeviceEvent.Requested(TENANT, AUTHORIZATION, request, Personal.of("192.0.2.7"), AT),
                new DeviceEvent.Approved(TENANT, AUTHORIZATION, PERSON, ACCESS, ConsentGround.GIVEN, AT),
                new DeviceEvent.Denied(TENANT, AUTHORIZATION, BOOKING, PERSON, AT),
                new DeviceEvent.CodeRedeemed(TENANT, AUTHORIZATION, GRANT, AT),
                new DeviceEvent.CodeRefused(TENANT, AUTHORIZATION, BOOKING, "wrong-client", AT),
                new DeviceEvent.CodeReplayed(TENANT, AUTHORIZATION, GRANT, BOOKING, AT));
    }

    private static List<DomainEvent> consent() {
        return List.of(
                new ConsentEvent.Granted(TENANT, GUEST, BOOKING, List.of("openid"), AUTHORIZATION, AT),
                new ConsentEvent.Extended(
                        TENANT, GUEST, BOOKING, List.of("openid", "email"), List.of("email"), AUTHORIZATION, AT),
                new ConsentEvent.Withdrawn(TENANT, GUEST, BOOKING, "by-the-person", AT));
    }

    private static List<DomainEvent> grant() {
        IssuedToken token = new IssuedToken(
                new TokenId("0199f5c2a1b30001-1a3c5e7g9j1k3m5n7p9q1r3s5t"),
                KEY,
                ACCESS.audience(),
                ACCESS.scopes(),
                AT,
                AT.plusSeconds(300));
        return List.of(
                new GrantEvent.Issued(
                        TENANT,
                        GRANT,
                        BOOKING,
                        new GrantOrigin.Code(AUTHORIZATION, PERSON, Optional.of("n-0S6_WzA2Mj")),
                        ACCESS.scopes(),
                        ACCESS.audience(),
                        Optional.of(CLAIMS),
                        AT,
                        AT.plusSeconds(7_776_000)),
                new GrantEvent.TokensIssued(
                        TENANT,
                        GRANT,
                        Optional.of(token),
                        Optional.of(token),
                        Optional.of(new RefreshGeneration(0, HASH, AT.plusSeconds(1_209_600))),
                        AT),
                new GrantEvent.RefreshReused(TENANT, GRANT, 4, BOOKING, AT),
                new GrantEvent.Revoked(TENANT, GRANT, "code-replayed", AT, AT.plusSeconds(7_776_000)));
    }

    private static List<DomainEvent> signingKey() {
        return List.of(
                new SigningKeyEvent.Created(
                        TENANT, KEY, SigningAlgorithm.ES256, "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE", AT, AT),
                new SigningKeyEvent.Retired(TENANT, KEY, AT.plusSeconds(300), AT),
                new SigningKeyEvent.Revoked(TENANT, KEY, "leaked", AT));
    }

    private static List<DomainEvent> refusal() {
        RefusalEvent.Sample known = new RefusalEvent.Sample(
                "authorize",
                Optional.of("booking"),
                Optional.of(new Actor.User(GUEST)),
                Optional.empty(),
                Personal.of("192.0.2.7"),
                AT,
                Optional.of("0c4e6g8j0k2m4n6p8q0r2s4t6v"));
        RefusalEvent.Sample unknown = new RefusalEvent.Sample(
                "sign-in",
                Optional.empty(),
                Optional.of("blind-index"),
                Personal.of("192.0.2.7"),
                AT,
                "0c4e6g8j0k2m4n6p8q0r2s4t6v");
        return List.of(new RefusalEvent.Gathered(
                TENANT,
                new RefusalBatchId("29389575~node-1~unknown-client"),
                "unknown-client",
                Instant.parse("2025-11-22T10:15:00Z"),
                17,
                List.of(known, unknown),
                AT));
    }

    private static List<DomainEvent> role() {
        RoleId role = new RoleId("0r2s4t6v8w1x3y5z7a9b1c3d5e");
        RoleMetadata metadata = new RoleMetadata(
                "reception", RoleKind.ADMIN, "Looks after guests", List.of("users:read", "sessions:write"));
        return List.of(
                new RoleEvent.Defined(TENANT, role, metadata, AT),
                new RoleEvent.Changed(TENANT, role, metadata, Optional.of("front-desk"), AT),
                new RoleEvent.Removed(TENANT, role, "reception", AT));
    }

    private static List<DomainEvent> group() {
        GroupId group = new GroupId("2g4h6j8k1m3n5p7q9r1s3t5v7w");
        GroupMetadata metadata =
                new GroupMetadata("night-shift", "From ten to six", List.of(new RoleId("0r2s4t6v8w1x3y5z7a9b1c3d5e")));
        return List.of(
                new GroupEvent.Defined(TENANT, group, metadata, AT),
                new GroupEvent.Changed(TENANT, group, metadata, Optional.empty(), AT),
                new GroupEvent.Removed(TENANT, group, "night-shift", AT));
    }

    private static List<DomainEvent> assignment() {
        return List.of(new AssignmentEvent.Changed(
                TENANT,
                GUEST,
                List.of(new RoleId("tenant-admin")),
                List.of(new GroupId("2g4h6j8k1m3n5p7q9r1s3t5v7w")),
                AT));
    }

    private static List<DomainEvent> invitation() {
        InvitationId invitation = new InvitationId("4j6k8m1n3p5q7r9s1t3v5w7x9y");
        return List.of(
                new InvitationEvent.Created(TENANT, invitation, GUEST, HASH, AT, AT.plusSeconds(259_200)),
                new InvitationEvent.Accepted(TENANT, invitation, GUEST, AT),
                new InvitationEvent.Withdrawn(TENANT, invitation, GUEST, "by-an-admin", AT));
    }

    private static List<DomainEvent> provider() {
        ProviderId provider = new ProviderId("6m8n1p3q5r7s9t1v3w5x7y9z1a");
        ProviderMetadata metadata = new ProviderMetadata(
                "Hotel group",
                "https://id.hotel-group.test",
                "grand-hotel",
                List.of("openid", "email"),
                true,
                Optional.of("provider-6m8n1p3q5r7s9t1v3w5x7y9z1a"));
        return List.of(
                new ProviderEvent.Configured(TENANT, provider, metadata, AT),
                new ProviderEvent.Changed(TENANT, provider, metadata, AT),
                new ProviderEvent.Removed(TENANT, provider, AT));
    }

    private static List<DomainEvent> audit() {
        return List.of(
                new AuditReadingEvent.Opened(
                        TENANT,
                        new AuditReadingId("7k1m3n5p7q9r1s3t5v7w9x1y3z"),
                        "pages",
                        List.of("client", "outcome"),
                        Personal.of("192.0.2.7"),
                        AT),
                new AuditPolicyEvent.Changed(TENANT, new AuditPolicy(Optional.of(Duration.ofDays(400))), AT));
    }

    private SampleEvents() {}
}
