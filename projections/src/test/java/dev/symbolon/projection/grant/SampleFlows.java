package dev.symbolon.projection.grant;

import static dev.symbolon.core.sample.Samples.anAuthorization;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.device.RequestedDeviceAccess;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sample histories, one for each flow that the documents draw: the Grand Hotel's, on the first of March. */
final class SampleFlows {
    static final TenantId TENANT = new TenantId("grandhotel");
    static final String GRANT = "grant1";
    private static final UserId ADA = new UserId("ada");
    private static final ClientId BOOKING = new ClientId("booking");
    private static final ClientId REPORT = new ClientId("nightly-report");
    private static final GrantId ID = new GrantId(GRANT);
    private static final AuthorizationId AUTHORIZATION = new AuthorizationId("authorization1");
    private static final SessionId SESSION = new SessionId("session1");
    private static final List<String> SCOPES = List.of("openid", "rooms:read");
    private static final List<String> AUDIENCE = List.of("https://rooms.grandhotel.test");
    private static final Actor PERSON = new Actor.User(ADA);
    private static final Actor APP = new Actor.Client(BOOKING);
    private static final Actor REPORTER = new Actor.Client(REPORT);

    private final SampleLog log = new SampleLog(Instant.parse("2026-03-01T12:01:36.098Z"));
    private final List<String> scopes;
    private KeyId key = new KeyId("key-1");

    private SampleFlows() {
        this(SCOPES);
    }

    private SampleFlows(List<String> scopes) {
        this.scopes = scopes;
    }

    /** Each flow by its file's name. */
    static Map<String, SampleLog> all() {
        Map<String, SampleLog> flows = new LinkedHashMap<>();
        flows.put("authorization-code", new SampleFlows().asked().redeemed(false).log);
        flows.put("denied", new SampleFlows().denied().log);
        flows.put("code-replayed", new SampleFlows().asked().redeemed(false).replayed().log);
        flows.put("refresh", new SampleFlows().asked().redeemed(true).refreshedTimes(2).log);
        flows.put(
                "refresh-reused",
                new SampleFlows().asked().redeemed(true).refreshedTimes(2).reused().log);
        flows.put("client-credentials", new SampleFlows().byItself().log);
        flows.put("hybrid", new SampleFlows().answeredInFront().redeemedInto().log);
        flows.put("device", new SampleFlows().device().log);
        flows.put("account-disabled", new SampleFlows().asked().redeemed(true).disabled().log);
        flows.put("signed-out", new SampleFlows().asked().redeemed(false).signedOut().log);
        flows.put(
                "signed-out-offline",
                new SampleFlows(List.of("openid", "rooms:read", "offline_access"))
                        .asked()
                        .redeemed(true)
                        .signedOut()
                        .log);
        flows.put(
                "password-changed",
                new SampleFlows().withPassword().asked().redeemed(true).passwordChanged().log);
        flows.put("key-revoked", new SampleFlows().asked().redeemed(false).keyRevoked().log);
        flows.put(
                "key-revoked-refresh",
                new SampleFlows().asked().redeemed(true).keyRevoked().refreshedTimes(1).log);
        flows.put("expired", new SampleFlows().asked().redeemed(false).later(Duration.ofMinutes(5)).log);
        return flows;
    }

    /** Nobody uses the refresh token before it is idle for too long. */
    static SampleLog leftAlone() {
        return new SampleFlows().asked().redeemed(true).later(Duration.ofDays(14)).log;
    }

    /** What happens after its end takes nothing away any more. */
    static SampleLog disabledAfterTheEnd() {
        return new SampleFlows()
                .asked()
                .redeemed(false)
                .later(Duration.ofMinutes(5))
                .disabled()
                .log;
    }

    /** She signs in anew in the same browser, which her first session ends for. */
    static SampleLog replacedSession() {
        return new SampleFlows().asked().redeemed(true).ended("replaced").log;
    }

    /** The device was let in from a browser that is signed out. */
    static SampleLog deviceLetInFromABrowserThatSignedOut() {
        return new SampleFlows().device().signedOut().log;
    }

    static SampleLog refreshed(int times) {
        return new SampleFlows().asked().redeemed(true).refreshedTimes(times).log;
    }

    private SampleFlows asked() {
        return request(
                new AuthorizationEvent.Approved(
                        TENANT,
                        AUTHORIZATION,
                        new ApprovedAccess(scopes, AUDIENCE, Duration.ofMinutes(5)),
                        ConsentGround.GIVEN,
                        log.now()),
                new AuthorizationEvent.CodeIssued(
                        TENANT, AUTHORIZATION, SecretHash.of("code"), log.now().plusSeconds(60), log.now()),
                new ConsentEvent.Granted(TENANT, ADA, BOOKING, scopes, AUTHORIZATION, log.now()));
    }

    private SampleFlows answeredInFront() {
        return request(
                new AuthorizationEvent.Approved(
                        TENANT,
                        AUTHORIZATION,
                        new ApprovedAccess(scopes, AUDIENCE, Duration.ofMinutes(5)),
                        ConsentGround.REMEMBERED,
                        log.now()),
                new AuthorizationEvent.AnsweredInFront(TENANT, AUTHORIZATION, ID, log.now()),
                new AuthorizationEvent.CodeIssued(
                        TENANT, AUTHORIZATION, SecretHash.of("code"), log.now().plusSeconds(60), log.now()),
                issued(new GrantOrigin.Code(AUTHORIZATION, person(), Optional.empty()), Duration.ofMinutes(5)),
                new GrantEvent.TokensIssued(
                        TENANT,
                        ID,
                        Optional.empty(),
                        Optional.of(token("id", List.of(BOOKING.value()))),
                        Optional.empty(),
                        log.now()));
    }

    private SampleFlows redeemedInto() {
        log.after(Duration.ofMillis(312));
        log.commit(
                APP,
                List.of(StreamId.of(TENANT, StreamType.CLIENT, BOOKING)),
                new AuthorizationEvent.CodeRedeemed(TENANT, AUTHORIZATION, ID, log.now()),
                tokens(true, Optional.empty()));
        return this;
    }

    private SampleFlows device() {
        log.commit(
                PERSON,
                List.of(StreamId.of(TENANT, StreamType.CLIENT, BOOKING)),
                new DeviceEvent.Requested(
                        TENANT,
                        AUTHORIZATION,
                        new RequestedDeviceAccess(
                                BOOKING,
                                scopes,
                                List.of(),
                                SecretHash.of("device code"),
                                log.now(),
                                log.now().plusSeconds(600)),
                        Personal.of("192.0.2.7"),
                        log.now()),
                new DeviceEvent.Approved(
                        TENANT,
                        AUTHORIZATION,
                        person(),
                        new ApprovedAccess(scopes, AUDIENCE, Duration.ofMinutes(5)),
                        ConsentGround.GIVEN,
                        log.now()),
                new ConsentEvent.Granted(TENANT, ADA, BOOKING, scopes, AUTHORIZATION, log.now()));
        log.after(Duration.ofSeconds(3));
        log.commit(
                APP,
                List.of(StreamId.of(TENANT, StreamType.CLIENT, BOOKING)),
                new DeviceEvent.CodeRedeemed(TENANT, AUTHORIZATION, ID, log.now()),
                issued(new GrantOrigin.Device(AUTHORIZATION, person()), Duration.ofDays(90)),
                tokens(true, Optional.of(link(0))));
        return this;
    }

    private GrantEvent.Issued issued(GrantOrigin origin, Duration life) {
        return new GrantEvent.Issued(
                TENANT,
                ID,
                BOOKING,
                origin,
                scopes,
                AUDIENCE,
                Optional.empty(),
                log.now(),
                log.now().plus(life));
    }

    private SampleFlows denied() {
        return request(new AuthorizationEvent.Denied(TENANT, AUTHORIZATION, BOOKING, ADA, log.now()));
    }

    private SampleFlows request(DomainEvent... answer) {
        DomainEvent[] events = new DomainEvent[answer.length + 2];
        events[0] = new AuthorizationEvent.Requested(
                TENANT,
                AUTHORIZATION,
                anAuthorization()
                        .by(BOOKING)
                        .withScopes(scopes.toArray(String[]::new))
                        .request(),
                log.now());
        events[1] = new AuthorizationEvent.SignedIn(TENANT, AUTHORIZATION, person(), log.now());
        System.arraycopy(answer, 0, events, 2, answer.length);
        log.commit(
                PERSON,
                List.of(
                        StreamId.of(TENANT, StreamType.TENANT, TENANT),
                        StreamId.of(TENANT, StreamType.CLIENT, BOOKING),
                        StreamId.of(TENANT, StreamType.SESSION, SESSION),
                        StreamId.of(TENANT, StreamType.CONSENT, ConsentId.of(ADA, BOOKING))),
                events);
        return this;
    }

    private SampleFlows redeemed(boolean refresh) {
        log.after(Duration.ofMillis(249));
        log.commit(
                APP,
                List.of(StreamId.of(TENANT, StreamType.CLIENT, BOOKING)),
                new AuthorizationEvent.CodeRedeemed(TENANT, AUTHORIZATION, ID, log.now()),
                issued(
                        new GrantOrigin.Code(AUTHORIZATION, person(), Optional.empty()),
                        refresh ? Duration.ofDays(90) : Duration.ofMinutes(5)),
                tokens(true, refresh ? Optional.of(link(0)) : Optional.empty()));
        return this;
    }

    private SampleFlows replayed() {
        log.after(Duration.ofSeconds(41));
        log.commit(
                APP,
                List.of(),
                new AuthorizationEvent.CodeReplayed(TENANT, AUTHORIZATION, ID, BOOKING, log.now()),
                new GrantEvent.Revoked(
                        TENANT, ID, "code-replayed", log.now(), log.now().plus(Duration.ofMinutes(4))));
        return this;
    }

    private SampleFlows refreshedTimes(int times) {
        for (int i = 1; i <= times; i++) {
            log.after(Duration.ofMinutes(5));
            log.commit(
                    APP, List.of(StreamId.of(TENANT, StreamType.CLIENT, BOOKING)), tokens(false, Optional.of(link(i))));
        }
        return this;
    }

    private SampleFlows reused() {
        log.after(Duration.ofHours(13));
        log.commit(
                APP,
                List.of(),
                new GrantEvent.RefreshReused(TENANT, ID, 1, BOOKING, log.now()),
                new GrantEvent.Revoked(
                        TENANT, ID, "refresh-reused", log.now(), log.now().plus(Duration.ofDays(89))));
        return this;
    }

    private SampleFlows byItself() {
        log.commit(
                REPORTER,
                List.of(StreamId.of(TENANT, StreamType.CLIENT, REPORT)),
                new GrantEvent.Issued(
                        TENANT,
                        ID,
                        REPORT,
                        new GrantOrigin.Client(),
                        List.of("rooms:read"),
                        AUDIENCE,
                        Optional.empty(),
                        log.now(),
                        log.now().plus(Duration.ofMinutes(5))),
                tokens(false, Optional.empty()));
        return this;
    }

    private SampleFlows disabled() {
        log.after(Duration.ofHours(1));
        log.commit(
                new Actor.Operator(new UserId("operator1")),
                List.of(),
                new UserEvent.Disabled(TENANT, ADA, "left-the-company", log.now()));
        return this;
    }

    private SampleFlows signedOut() {
        return ended("signed-out");
    }

    private SampleFlows ended(String reason) {
        log.after(Duration.ofMinutes(2));
        log.commit(PERSON, List.of(), new SessionEvent.Ended(TENANT, SESSION, ADA, reason, log.now()));
        return this;
    }

    /** As it was set when the account was made, a month before. */
    private SampleFlows withPassword() {
        log.after(Duration.ofDays(-30));
        log.commit(
                new Actor.Operator(new UserId("operator1")),
                List.of(),
                new CredentialEvent.PasswordSet(TENANT, ADA, Personal.of("hash 1"), false, log.now()));
        return later(Duration.ofDays(30));
    }

    private SampleFlows passwordChanged() {
        log.after(Duration.ofHours(1));
        log.commit(
                PERSON,
                List.of(),
                new CredentialEvent.PasswordSet(TENANT, ADA, Personal.of("hash 2"), false, log.now()));
        return this;
    }

    private SampleFlows keyRevoked() {
        log.after(Duration.ofMinutes(2));
        log.commit(
                new Actor.Operator(new UserId("operator1")),
                List.of(),
                new SigningKeyEvent.Revoked(TENANT, new KeyId("key-0"), "superseded", log.now()),
                new SigningKeyEvent.Revoked(TENANT, key, "leaked", log.now()));
        key = new KeyId("key-2");
        return this;
    }

    private SampleFlows later(Duration time) {
        log.after(time);
        return this;
    }

    private SignedInPerson person() {
        return new SignedInPerson(ADA, SESSION, Instant.parse("2026-03-01T08:30:00Z"), List.of("pwd"), "1");
    }

    private GrantEvent.TokensIssued tokens(boolean idToken, Optional<RefreshGeneration> refresh) {
        return new GrantEvent.TokensIssued(
                TENANT,
                ID,
                Optional.of(token("access", AUDIENCE)),
                idToken ? Optional.of(token("id", List.of(BOOKING.value()))) : Optional.empty(),
                refresh,
                log.now());
    }

    private IssuedToken token(String name, List<String> audience) {
        return new IssuedToken(
                new TokenId(name + "-token"),
                key,
                audience,
                List.of("rooms:read"),
                log.now(),
                log.now().plus(Duration.ofMinutes(5)));
    }

    private RefreshGeneration link(long generation) {
        return new RefreshGeneration(
                generation, SecretHash.of("refresh" + generation), log.now().plus(Duration.ofDays(14)));
    }
}
