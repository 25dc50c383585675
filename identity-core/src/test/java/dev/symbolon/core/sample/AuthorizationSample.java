package dev.symbolon.core.sample;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.InFront;
import dev.symbolon.core.authorization.NewCode;
import dev.symbolon.core.authorization.RequestedAuthorization;
import dev.symbolon.core.authorization.ResponseMode;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.authorization.Verdict;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A request for an ID token and bookings with PKCE, consented to just now; its code lives a minute. */
public final class AuthorizationSample {

    public static final AuthorizationId ID = new AuthorizationId("authorization0000000000000");
    public static final GrantId GRANT = new GrantId("grant000000000000000000000");

    /** The code's secret as the client gets it. */
    public static final SecretHash CODE = SecretHash.of("the code's secret");

    /** RFC 7636 appendix B. */
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /** RFC 7636 appendix B. */
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    TenantId tenant = Samples.TENANT;
    AuthorizationId authorization = ID;
    ClientId client = ClientSample.ID;
    String redirectUri = ClientSample.REDIRECT_URI;
    Optional<String> challenge = Optional.of(CHALLENGE);
    SecretHash code = CODE;
    private UserId user = UserSample.ID;
    private List<String> scopes = List.of("openid", "profile", "bookings.read");
    private ConsentGround ground = ConsentGround.GIVEN;
    private SessionId session = SessionSample.ID;
    private ResponseType responseType = ResponseType.CODE;
    private Instant at = Samples.NOON;

    public AuthorizationSample in(TenantId other) {
        tenant = other;
        return this;
    }

    public AuthorizationSample withId(AuthorizationId id) {
        authorization = id;
        return this;
    }

    public AuthorizationSample by(ClientId id) {
        client = id;
        return this;
    }

    public AuthorizationSample of(UserId id) {
        user = id;
        return this;
    }

    public AuthorizationSample signedInBy(SessionId id) {
        session = id;
        return this;
    }

    public AuthorizationSample at(Instant time) {
        at = time;
        return this;
    }

    public AuthorizationSample withScopes(String... names) {
        scopes = List.of(names);
        return this;
    }

    public AuthorizationSample withRedirect(String uri) {
        redirectUri = uri;
        return this;
    }

    public AuthorizationSample withoutPkce() {
        challenge = Optional.empty();
        return this;
    }

    public AuthorizationSample on(ConsentGround other) {
        ground = other;
        return this;
    }

    public AuthorizationSample withCode(SecretHash hash) {
        code = hash;
        return this;
    }

    public RequestedAuthorization request() {
        return new RequestedAuthorization(
                client,
                redirectUri,
                responseType,
                ResponseMode.standard(responseType),
                scopes,
                List.of(),
                Optional.empty(),
                Optional.of("n-0S6_WzA2Mj"),
                challenge,
                List.of(),
                Optional.empty(),
                List.of());
    }

    public SignedInPerson person() {
        return new SignedInPerson(user, session, Samples.NOON, List.of("pwd"), "1");
    }

    public ApprovedAccess access() {
        return new ApprovedAccess(scopes, List.of(ResourceSample.AUDIENCE), Duration.ofMinutes(5));
    }

    public Instant codeExpiresAt() {
        return at.plusSeconds(60);
    }

    public AuthorizationCommand.Decide approve() {
        return decide(new Verdict.Approve(
                access(), ground, Optional.of(new NewCode(code, codeExpiresAt())), Optional.empty()));
    }

    /** The same, answered with what the response type has. */
    public AuthorizationCommand.Decide approveInFront(ResponseType type) {
        responseType = type;
        return decide(new Verdict.Approve(
                access(),
                ground,
                type.code() ? Optional.of(new NewCode(code, codeExpiresAt())) : Optional.empty(),
                Optional.of(inFront())));
    }

    private InFront inFront() {
        return new InFront(
                GRANT,
                RedeemSample.KEY,
                responseType.accessToken() ? Optional.of(RedeemSample.ACCESS_TOKEN) : Optional.empty(),
                responseType.idToken() ? Optional.of(RedeemSample.ID_TOKEN) : Optional.empty(),
                Duration.ofMinutes(5),
                Duration.ofHours(1));
    }

    /** The grant that begins in front, whose tokens follow the type. */
    public GrantEvent.Issued begunInFront() {
        return new GrantEvent.Issued(
                tenant,
                GRANT,
                client,
                new GrantOrigin.Code(authorization, person(), request().nonce()),
                access().scopes(),
                access().audience(),
                Optional.empty(),
                at,
                at.plus(Duration.ofHours(1)));
    }

    public AuthorizationCommand.Decide deny() {
        return decide(new Verdict.Deny());
    }

    /** What an approval writes into the request's stream. */
    public DomainEvent[] approved() {
        return new DomainEvent[] {
            requested(),
            signedIn(),
            new AuthorizationEvent.Approved(tenant, authorization, access(), ground, at),
            new AuthorizationEvent.CodeIssued(tenant, authorization, code, codeExpiresAt(), at)
        };
    }

    /** What a denial writes. */
    public DomainEvent[] denied() {
        return new DomainEvent[] {
            requested(), signedIn(), new AuthorizationEvent.Denied(tenant, authorization, client, user, at)
        };
    }

    /** The code, presented rightly, five seconds after it was made. */
    public RedeemSample redeem() {
        return new RedeemSample(this);
    }

    private AuthorizationEvent requested() {
        return new AuthorizationEvent.Requested(tenant, authorization, request(), at);
    }

    private AuthorizationEvent signedIn() {
        return new AuthorizationEvent.SignedIn(tenant, authorization, person(), at);
    }

    private AuthorizationCommand.Decide decide(Verdict verdict) {
        return new AuthorizationCommand.Decide(tenant, authorization, request(), person(), verdict, at);
    }
}
