package dev.symbolon.projection.history;

import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.aUser;
import static dev.symbolon.core.sample.Samples.anAuthorization;

import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.projection.RunningAudit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ada at the Grand Hotel, on the running service and now: decided as the token service decides, with what it reads. */
public final class LiveFlow {
    public static final UserId ADA = new UserId("ada");
    public static final ClientId BOOKING = new ClientId("booking");
    static final SessionId SESSION = new SessionId("browser");

    private final RunningAudit audit;
    private final TenantId tenant;

    private LiveFlow(RunningAudit audit, TenantId tenant) {
        this.audit = audit;
        this.tenant = tenant;
    }

    /** A tenant of its own with a client, a person, her password and her sign-in by it. */
    public static LiveFlow begin(RunningAudit audit) {
        LiveFlow flow = new LiveFlow(audit, audit.aTenant());
        Actor operator = new Actor.Operator(new UserId("operator1"));
        flow.send(aClient().in(flow.tenant).withId(BOOKING).register(), operator);
        flow.send(aUser().in(flow.tenant).withId(ADA).at(Instant.now()).register(), operator);
        flow.send(new CredentialCommand.SetPassword(flow.tenant, ADA, Personal.of("a hash"), Instant.now()), operator);
        flow.send(
                aSession()
                        .in(flow.tenant)
                        .withId(SESSION)
                        .of(ADA)
                        .at(Instant.now())
                        .lasting(Duration.ofHours(5))
                        .start(),
                new Actor.User(ADA));
        return flow;
    }

    public TenantId tenant() {
        return tenant;
    }

    /** She lets the client have access, and it redeems the code. */
    public String granted(String name) {
        return granted(name, heard(), "openid", "bookings.read");
    }

    /**
     * The same of a node that names tokens by that clock.
     *
     * @param clock where it is below what {@link #heard} gives, the node hadn't heard of something
     */
    String granted(String name, HybridTime clock, String... scopes) {
        send(
                anAuthorization()
                        .in(tenant)
                        .withId(new AuthorizationId("authorization-" + name))
                        .by(BOOKING)
                        .of(ADA)
                        .signedInBy(SESSION)
                        .withoutPkce()
                        .withScopes(scopes)
                        .withCode(SecretHash.of("code-" + name))
                        .at(Instant.now())
                        .approve(),
                new Actor.User(ADA));
        return redeemed(name, "grant-" + name, clock);
    }

    /** By which clock a node names tokens that has heard of everything: above what was taken away from their holder. */
    HybridTime heard() {
        HybridTime above = audit.bean(Revocations.class)
                .issuedFrom(new Holder(tenant, BOOKING, Optional.of(ADA), Optional.of(SESSION)));
        HybridTime now = audit.bean(HybridClock.class).now();
        return above.compareTo(now) > 0 ? above : now;
    }

    /** The code comes a second time. */
    public String replayed(String name) {
        return redeemed(name, "grant-" + name + "-again", heard());
    }

    private String redeemed(String name, String grant, HybridTime clock) {
        Randomness randomness = audit.bean(Randomness.class);
        AuthorizationCommand.Redeem sample = anAuthorization()
                .in(tenant)
                .withId(new AuthorizationId("authorization-" + name))
                .by(BOOKING)
                .withoutPkce()
                .withCode(SecretHash.of("code-" + name))
                .redeem()
                .into(new GrantId(grant))
                .at(Instant.now())
                .command();
        PreparedTokens tokens = sample.tokens();
        return send(
                new AuthorizationCommand.Redeem(
                        sample.tenant(),
                        sample.authorization(),
                        sample.code(),
                        sample.presentedBy(),
                        sample.redirectUri(),
                        sample.codeVerifier(),
                        new PreparedTokens(
                                tokens.grant(),
                                TokenId.at(clock, randomness),
                                TokenId.at(clock, randomness),
                                tokens.refresh(),
                                tokens.key(),
                                tokens.idTokenLife(),
                                tokens.grantLife(),
                                tokens.narrowed()),
                        sample.at()),
                new Actor.Client(BOOKING));
    }

    /** Commits; its position. */
    public String send(Command<?> command, Actor actor) {
        return audit.bean(Decisions.class)
                .decide(tenant, reading -> {
                    reading.state(TenantState.FOLD, tenant);
                    reading.state(ClientState.FOLD, BOOKING);
                    reading.state(UserState.FOLD, ADA);
                    reading.state(SessionState.FOLD, SESSION);
                    return reading.commit(command, Origin.of(actor, "request-1"));
                })
                .position()
                .orElseThrow()
                .toString();
    }
}
