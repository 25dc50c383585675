package dev.symbolon.core;

import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aResource;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.aTenant;
import static dev.symbolon.core.sample.Samples.aUser;
import static dev.symbolon.core.sample.Samples.anAuthorization;

import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.refusal.RefusalBatchId;
import dev.symbolon.core.refusal.RefusalCommand;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.DeviceSample;
import dev.symbolon.core.sample.RefreshSample;
import dev.symbolon.core.sample.Samples;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.SigningKeyCommand;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Commands at random, about so few things that they meet. Time passes in leaps of up to twenty seconds. */
public final class RandomCommands {

    private static final TenantId TENANT = Samples.TENANT;
    private static final String[] SCOPES = {"openid", "profile", "bookings.read", "bookings.write"};

    /** Most sessions end or expire soon; by these, requests are decided until the end. */
    private static final int LASTING_SESSIONS = 2;

    private final Random random;
    private Instant now = Samples.NOON;
    private int made;
    private int lasting;

    public RandomCommands(long seed) {
        random = new Random(seed);
    }

    public Instant now() {
        return now;
    }

    public Command<?> next() {
        if (lasting < LASTING_SESSIONS) {
            int one = lasting++;
            return aSession().withId(lasting(one)).of(new UserId("user-" + one)).start();
        }
        now = now.plusSeconds(random.nextInt(20));
        return switch (random.nextInt(17)) {
            case 0 -> tenant();
            case 1 -> client();
            case 2 ->
                random.nextBoolean()
                        ? aResource().register()
                        : aResource().withScopes(scope()).change();
            case 3 -> user();
            case 4 -> credential();
            case 5 -> session();
            case 6 -> decide();
            case 7, 8 -> redeem();
            case 9 -> new ConsentCommand.Withdraw(TENANT, userId(), clientId(), "no more", now);
            case 10 -> keys();
            case 11, 12 -> refresh();
            case 13 -> answerDevice();
            case 14, 15 -> redeemDevice();
            default -> rare();
        };
    }

    /** One of few devices, each of one client and answered by one person; some of the requests have expired. */
    private Command<?> answerDevice() {
        int one = random.nextInt(8);
        DeviceSample device = device(one)
                .asked(now.minusSeconds(random.nextInt(700)))
                .withScopes(scope(), "email")
                .answeredBy(new UserId("user-" + one % 2), random.nextBoolean() ? sessionId() : lasting(one))
                .on(ConsentGround.values()[random.nextInt(ConsentGround.values().length)])
                .at(now);
        return random.nextInt(5) == 0 ? device.deny() : device.approve();
    }

    private Command<?> redeemDevice() {
        int one = random.nextInt(8);
        ClientId client = new ClientId(random.nextInt(6) == 0 ? "client-9" : "client-" + one % 3);
        SecretHash code = random.nextInt(6) == 0 ? SecretHash.of("a guess") : DeviceSample.CODE;
        return device(one).redeem(new GrantId("device-grant-" + made++), code, client, now);
    }

    private static DeviceSample device(int one) {
        return new DeviceSample().withId(new AuthorizationId("device-" + one)).by(new ClientId("client-" + one % 3));
    }

    private Command<?> tenant() {
        return switch (random.nextInt(4)) {
            case 0 -> aTenant().register();
            case 1 -> aTenant().onboard();
            case 2 -> new TenantCommand.Suspend(TENANT, "unpaid", now);
            default -> new TenantCommand.Reactivate(TENANT, now);
        };
    }

    private Command<?> client() {
        return switch (random.nextInt(4)) {
            case 0 -> aClient().withId(clientId()).register();
            case 1 ->
                aClient().withId(clientId()).named("Name " + random.nextInt(3)).change();
            case 2 -> new ClientCommand.Suspend(TENANT, clientId(), "leaked", now);
            default -> new ClientCommand.Reactivate(TENANT, clientId(), now);
        };
    }

    private Command<?> user() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> aUser().withId(userId()).at(now).register();
            case 3, 4 -> new UserCommand.Disable(TENANT, userId(), "left", now);
            case 5, 6 -> new UserCommand.Enable(TENANT, userId(), now);
            default -> new UserCommand.Erase(TENANT, userId(), "asked for it", now);
        };
    }

    private Command<?> credential() {
        return random.nextInt(6) == 0
                ? new CredentialCommand.SetPassword(TENANT, userId(), Personal.of("hash"), now)
                : aUser().withId(userId()).at(now).refusePassword(random.nextBoolean());
    }

    private Command<?> session() {
        return switch (random.nextInt(3)) {
            case 0, 1 -> {
                var start = aSession()
                        .withId(sessionId())
                        .of(userId())
                        .at(now)
                        .lasting(Duration.ofMinutes(random.nextInt(20)));
                start = random.nextBoolean() ? start.replacing(sessionId()) : start;
                start = random.nextInt(4) == 0 ? start.rehashing("newer") : start;
                yield random.nextBoolean() ? start.onKnownDevice().start() : start.start();
            }
            default -> new SessionCommand.End(TENANT, sessionId(), "signed-out", now);
        };
    }

    private Command<?> decide() {
        AuthorizationSample sample = authorization()
                .withScopes(scope(), "email")
                .on(ConsentGround.values()[random.nextInt(ConsentGround.values().length)]);
        sample = random.nextBoolean() ? sample.signedInBy(sessionId()) : sample;
        AuthorizationCommand.Decide decide = random.nextInt(5) == 0 ? sample.deny() : sample.approve();
        return new AuthorizationCommand.Decide(
                decide.tenant(), decide.authorization(), decide.request(), decide.person(), decide.verdict(), now);
    }

    private Command<?> redeem() {
        GrantId grant = new GrantId("grant-" + made++);
        var redeem = authorization()
                .redeem()
                .into(grant)
                .withRefresh(RefreshSample.made(grant, 1, now))
                .at(random.nextInt(4) == 0 ? now : Samples.NOON.plusSeconds(random.nextInt(60)));
        return switch (random.nextInt(8)) {
            case 0 -> redeem.by(new ClientId("client-9")).command();
            case 1 -> redeem.withoutVerifier().command();
            case 2 -> redeem.withCode(SecretHash.of("a guess")).command();
            default -> redeem.command();
        };
    }

    /** One of the first links of one of the last families, by whatever client. */
    private Command<?> refresh() {
        return new RefreshSample(List.of("email"))
                .of(new GrantId("grant-" + Math.max(0, made - 1 - random.nextInt(8))))
                .link(1 + random.nextInt(3) / 2)
                .by(clientId())
                .at(now)
                .command();
    }

    private Command<?> keys() {
        KeyId key = new KeyId("key-" + random.nextInt(50));
        return random.nextInt(8) == 0
                ? new SigningKeyCommand.Revoke(TENANT, key, "leaked", now)
                : new SigningKeyCommand.Offer(
                        TENANT,
                        key,
                        SigningAlgorithm.values()[random.nextInt(2)],
                        "public half",
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5),
                        now);
    }

    private Command<?> rare() {
        return random.nextBoolean()
                ? new GrantCommand.Revoke(TENANT, new GrantId("grant-" + random.nextInt(made + 1)), "admin", now)
                : new RefusalCommand(
                        TENANT,
                        new RefusalBatchId("batch-" + random.nextInt(5)),
                        "unknown-client",
                        now,
                        random.nextInt(3),
                        List.of(),
                        now);
    }

    private AuthorizationSample authorization() {
        int one = random.nextInt(12);
        return anAuthorization()
                .withId(new AuthorizationId("authorization-" + one))
                .by(new ClientId("client-" + one % 3))
                .of(new UserId("user-" + one % 2))
                .signedInBy(lasting(one));
    }

    /** That of the person who answers this one. */
    private static SessionId lasting(int one) {
        return new SessionId("lasting-" + one % LASTING_SESSIONS);
    }

    private ClientId clientId() {
        return new ClientId("client-" + random.nextInt(3));
    }

    private UserId userId() {
        return new UserId("user-" + random.nextInt(3));
    }

    private SessionId sessionId() {
        return new SessionId("session-" + random.nextInt(6));
    }

    private String scope() {
        return SCOPES[random.nextInt(SCOPES.length)];
    }
}
