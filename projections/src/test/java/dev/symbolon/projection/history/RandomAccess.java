package dev.symbolon.projection.history;

import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.aUser;
import static dev.symbolon.core.sample.Samples.anAuthorization;

import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.RefreshSample;
import dev.symbolon.core.sample.ResourceSample;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.SigningKeyCommand;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.projection.RunningAudit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A hotel at random: applications are given access for its guests, and it is taken away again in every way there is. Most
 * tokens are made as by a node that has heard of everything, and some as by one that hasn't.
 */
final class RandomAccess {
    static final int PEOPLE = 10;
    private static final int CLIENTS = 3;
    private static final int KEYS = 4;
    private static final List<String> HERE = List.of("openid", "bookings.read");
    private static final List<String> AWAY = List.of("openid", "bookings.read", "offline_access");

    private final RunningAudit audit;
    private final TenantId tenant;
    private final Random random;
    private final List<Family> families = new ArrayList<>();
    private final Map<UserId, SessionId> sessions = new HashMap<>();
    private final Set<UserId> disabled = new HashSet<>();
    private final Set<ClientId> suspended = new HashSet<>();
    private boolean closed;
    private int made;
    private String last = "";

    /**
     * What came of one code.
     *
     * @param newest       the number of its newest refresh token
     * @param voidedBefore how often something had been taken away before, −1 where the node hadn't heard of that
     */
    private record Family(
            String name, UserId user, ClientId client, List<String> scopes, long newest, int voidedBefore) {
        GrantId grant() {
            return new GrantId("grant-" + name);
        }
    }

    private int voided;

    private RandomAccess(RunningAudit audit, long seed) {
        this.audit = audit;
        this.tenant = audit.aTenant();
        this.random = new Random(seed);
    }

    static RandomAccess lived(RunningAudit audit, long seed, int steps) {
        RandomAccess access = new RandomAccess(audit, seed);
        access.begin();
        for (int i = 0; i < steps; i++) {
            access.step();
        }
        return access;
    }

    TenantId tenant() {
        return tenant;
    }

    /** The position of the last commit. */
    String last() {
        return last;
    }

    static UserId person(int number) {
        return new UserId("guest-" + number);
    }

    private void begin() {
        for (int i = 0; i < CLIENTS; i++) {
            send(aClient().in(tenant).withId(new ClientId("client-" + i)).register());
        }
        for (int i = 0; i < PEOPLE; i++) {
            send(aUser().in(tenant)
                    .withId(person(i))
                    .withLoginIndex("index-" + i)
                    .register());
            signIn(person(i));
        }
        for (int i = 0; i < KEYS; i++) {
            send(new SigningKeyCommand.Offer(
                    tenant,
                    new KeyId("key-" + i),
                    SigningAlgorithm.ES256,
                    "public half",
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofHours(1),
                    Instant.now()));
        }
    }

    private void step() {
        UserId user = person(random.nextInt(PEOPLE));
        ClientId client = new ClientId("client-" + random.nextInt(CLIENTS));
        Instant now = Instant.now();
        switch (random.nextInt(48)) {
            case 0, 1 -> {
                takes(new UserCommand.Disable(tenant, user, "left", now));
                disabled.add(user);
            }
            case 2 -> {
                takes(new ClientCommand.Suspend(tenant, client, "leaked", now));
                suspended.add(client);
            }
            case 3, 4 -> takes(new ConsentCommand.Withdraw(tenant, user, client, "no more", now));
            case 5, 6 -> {
                takes(new SessionCommand.End(tenant, sessions.get(user), "signed-out", now));
                signIn(user);
            }
            case 7, 8 -> takes(new CredentialCommand.SetPassword(tenant, user, Personal.of("hash"), now));
            case 9, 10 -> family().ifPresent(one -> takes(new GrantCommand.Revoke(tenant, one.grant(), "admin", now)));
            case 11 ->
                family().ifPresent(one -> redeem(one.name, one.client, "again", heard(one.user, one.client), now));
            case 12 -> signIn(user);
            case 13 -> rare(now);
            case 14, 15, 16, 17, 18 -> family().ifPresent(this::refresh);
            default -> grant(user, client);
        }
    }

    private void rare(Instant now) {
        switch (random.nextInt(6)) {
            case 0 ->
                takes(new SigningKeyCommand.Revoke(tenant, new KeyId("key-" + random.nextInt(KEYS)), "leaked", now));
            case 1 -> takes(new UserCommand.Erase(tenant, person(0), "asked for it", now));
            case 2 -> {
                takes(new TenantCommand.Suspend(tenant, "unpaid", now));
                closed = true;
            }
            default -> takes(new UserCommand.Disable(tenant, person(1), "left", now));
        }
    }

    /** Access that was decided on up to five minutes ago, so that some of its tokens have expired soon. */
    private void grant(UserId user, ClientId client) {
        boolean heard = random.nextInt(4) > 0;
        if (heard) {
            again(user, client);
        }
        HybridTime clock =
                heard ? heard(user, client) : audit.bean(HybridClock.class).now();
        String name = Integer.toString(made++);
        List<String> scopes = random.nextInt(3) == 0 ? AWAY : HERE;
        Instant at = Instant.now().minusSeconds(random.nextInt(280));
        send(authorization(name, client)
                .of(user)
                .signedInBy(sessions.get(user))
                .withScopes(scopes.toArray(String[]::new))
                .at(at)
                .approve());
        redeem(name, client, "", clock, at);
        families.add(new Family(name, user, client, scopes, 1, heard ? voided : -1));
    }

    private AuthorizationSample authorization(String name, ClientId client) {
        return anAuthorization()
                .in(tenant)
                .withId(new AuthorizationId("authorization-" + name))
                .by(client)
                .withoutPkce()
                .withCode(SecretHash.of("code-" + name));
    }

    private void redeem(String name, ClientId client, String again, HybridTime clock, Instant at) {
        GrantId grant = new GrantId("grant-" + name + again);
        AuthorizationCommand.Redeem sample = authorization(name, client)
                .redeem()
                .into(grant)
                .withRefresh(RefreshSample.made(grant, 1, at))
                .at(at)
                .command();
        voided += again.isEmpty() ? 0 : 1;
        send(new AuthorizationCommand.Redeem(
                tenant,
                sample.authorization(),
                sample.code(),
                client,
                sample.redirectUri(),
                sample.codeVerifier(),
                new PreparedTokens(
                        grant,
                        jti(clock),
                        jti(clock),
                        sample.tokens().refresh(),
                        new KeyId("key-" + random.nextInt(KEYS)),
                        Duration.ofMinutes(5),
                        Duration.ofDays(1),
                        Optional.empty()),
                at));
    }

    /** Where nothing at all was taken away since the grant, the node knows what there is to know. */
    private void refresh(Family one) {
        HybridTime now = audit.bean(HybridClock.class).now();
        HybridTime clock = one.voidedBefore == voided ? heard(one.user, one.client) : now;
        Instant at = Instant.now();
        send(new GrantCommand.Refresh(
                tenant,
                one.grant(),
                one.newest,
                RefreshSample.hash(one.grant(), one.newest),
                one.client,
                RefreshSample.made(one.grant(), one.newest + 1, at),
                new IssuedToken(
                        jti(clock),
                        new KeyId("key-" + random.nextInt(KEYS)),
                        List.of(ResourceSample.AUDIENCE),
                        random.nextBoolean() ? one.scopes : HERE,
                        at,
                        at.plusSeconds(random.nextInt(400))),
                Optional.empty(),
                RefreshSample.RETRY,
                at));
        families.set(
                families.indexOf(one),
                new Family(one.name, one.user, one.client, one.scopes, one.newest + 1, one.voidedBefore));
    }

    /** Whoever is given something by a node that knows of everything counts. */
    private void again(UserId user, ClientId client) {
        Instant now = Instant.now();
        if (closed) {
            send(new TenantCommand.Reactivate(tenant, now));
            closed = false;
        }
        if (suspended.remove(client)) {
            send(new ClientCommand.Reactivate(tenant, client, now));
        }
        if (disabled.remove(user)) {
            send(new UserCommand.Enable(tenant, user, now));
        }
    }

    private void signIn(UserId user) {
        SessionId session = new SessionId("session-" + made++);
        var start = aSession()
                .in(tenant)
                .withId(session)
                .of(user)
                .at(Instant.now().minusSeconds(300))
                .lasting(Duration.ofHours(5));
        send((sessions.containsKey(user) ? start.replacing(sessions.get(user)) : start).start());
        sessions.put(user, session);
    }

    private HybridTime heard(UserId user, ClientId client) {
        HybridTime above = audit.bean(Revocations.class)
                .issuedFrom(new Holder(tenant, client, Optional.of(user), Optional.of(sessions.get(user))));
        HybridTime now = audit.bean(HybridClock.class).now();
        return above.compareTo(now) > 0 ? above : now;
    }

    private TokenId jti(HybridTime clock) {
        return TokenId.at(clock, audit.bean(Randomness.class));
    }

    private Optional<Family> family() {
        return families.isEmpty()
                ? Optional.empty()
                : Optional.of(families.get(families.size() - 1 - random.nextInt(Math.min(20, families.size()))));
    }

    private void takes(Command<?> command) {
        voided++;
        send(command);
    }

    private void send(Command<?> command) {
        audit.bean(Decisions.class)
                .decide(tenant, reading -> reading.commit(command, Origin.of(new Actor.Platform("test"), "request-1")))
                .position()
                .ifPresent(position -> last = position.toString());
    }
}
