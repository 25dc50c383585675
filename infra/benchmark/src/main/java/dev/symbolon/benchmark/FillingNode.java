package dev.symbolon.benchmark;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.NewCode;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.authorization.RequestedAuthorization;
import dev.symbolon.core.authorization.ResponseMode;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.authorization.Verdict;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** One more node of the platform, which decides code flows as the token service does, as many at a time as it bears. */
final class FillingNode implements AutoCloseable {
    /** What one flow leaves: two commits, of four events and of three. */
    static final int EVENTS_OF_A_FLOW = 7;

    private static final int PEOPLE = 1_000;
    private static final int LANES = 32;
    private static final Duration LIFE = Duration.ofHours(8);

    private final ConfigurableApplicationContext node;
    private final Decisions decisions;
    private final HybridClock clock;
    private final Randomness randomness;
    private final TenantId tenant;
    private final ClientId client;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Node {}

    private FillingNode(ConfigurableApplicationContext node, Profile profile) {
        this.node = node;
        this.decisions = node.getBean(Decisions.class);
        this.clock = node.getBean(HybridClock.class);
        this.randomness = node.getBean(Randomness.class);
        this.tenant = new TenantId(profile.tenant());
        this.client = new ClientId(profile.client().id());
    }

    /** On the store and the broker of the process that projects. */
    static FillingNode join(Profile profile) throws IOException {
        long process = profile.processes().entrySet().stream()
                .filter(one -> one.getKey().contains("audit"))
                .findFirst()
                .orElseThrow()
                .getValue();
        // Not by the process handle: it knows no command line as long as this one.
        String command = Files.readString(Path.of("/proc", Long.toString(process), "cmdline"));
        List<String> arguments = new ArrayList<>(Arrays.stream(command.split("\0", -1))
                .filter(argument -> argument.startsWith("--symbolon.mongodb=")
                        || argument.startsWith("--symbolon.kafka=")
                        || argument.startsWith("--symbolon.master-key-file="))
                .toList());
        // The services' own settings lie on the class path, and aren't this node's.
        arguments.addAll(List.of(
                "--spring.config.name=benchmark",
                "--symbolon.node=filling",
                "--logging.level.root=WARN",
                "--spring.main.banner-mode=off"));
        return new FillingNode(
                new SpringApplicationBuilder(Node.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments.toArray(String[]::new)),
                profile);
    }

    void signIn() throws InterruptedException {
        inLanes(PEOPLE, this::signIn);
    }

    /** @return a position at or behind the last commit of each lane: whoever has them all has everything */
    List<String> fill(int from, int flows) throws InterruptedException {
        return inLanes(flows, number -> flow(from + number));
    }

    private interface Part {
        String commit(int number);
    }

    /** The last position of each lane. */
    private static List<String> inLanes(int count, Part part) throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        String[] last = new String[LANES];
        List<Thread> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            int number = lane;
            lanes.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int next = begun.getAndIncrement();
                            next < count && failure.get() == null;
                            next = begun.getAndIncrement()) {
                        last[number] = part.commit(next);
                    }
                } catch (RuntimeException e) {
                    failure.set(e);
                }
            }));
        }
        for (Thread lane : lanes) {
            lane.join();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return Arrays.stream(last).filter(position -> position != null).toList();
    }

    private static UserId user(int person) {
        return new UserId("person" + person);
    }

    private static SessionId session(int person) {
        return new SessionId("session" + person);
    }

    private String signIn(int person) {
        Instant now = clock.now().instant();
        Actor operator = new Actor.Platform("benchmark");
        commit(
                person,
                new UserCommand.Register(
                        tenant,
                        user(person),
                        "login" + person,
                        new dev.symbolon.core.user.Profile(
                                Personal.of("person" + person), Optional.empty(), Optional.empty(), false),
                        now),
                operator);
        return commit(
                person,
                new SessionCommand.Start(
                        tenant,
                        session(person),
                        user(person),
                        SecretHash.of("cookie" + person),
                        List.of("pwd"),
                        "1",
                        Personal.of("192.0.2." + person % 250),
                        Personal.of("Browser/1"),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        now.plus(LIFE),
                        now),
                new Actor.User(user(person)));
    }

    private String flow(int number) {
        int person = (int) (number * 2_654_435_761L % PEOPLE);
        Instant now = clock.now().instant();
        AuthorizationId authorization = new AuthorizationId(randomness.identifier());
        SecretHash code = SecretHash.of(authorization.value());
        commit(
                person,
                new AuthorizationCommand.Decide(
                        tenant,
                        authorization,
                        new RequestedAuthorization(
                                client,
                                "https://app.test/cb",
                                ResponseType.CODE,
                                ResponseMode.QUERY,
                                List.of("openid", "bookings.read"),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                List.of()),
                        new SignedInPerson(user(person), session(person), now, List.of("pwd"), "1"),
                        new Verdict.Approve(
                                new ApprovedAccess(
                                        List.of("openid", "bookings.read"),
                                        List.of("https://rooms.test"),
                                        Duration.ofMinutes(5)),
                                ConsentGround.REMEMBERED,
                                Optional.of(new NewCode(code, now.plusSeconds(60))),
                                Optional.empty()),
                        now),
                new Actor.User(user(person)));
        return commit(
                person,
                new AuthorizationCommand.Redeem(
                        tenant,
                        authorization,
                        code,
                        client,
                        Optional.of("https://app.test/cb"),
                        Optional.empty(),
                        new PreparedTokens(
                                new GrantId(randomness.identifier()),
                                TokenId.at(clock.now(), randomness),
                                TokenId.at(clock.now(), randomness),
                                Optional.empty(),
                                new KeyId("benchmark-key"),
                                Duration.ofMinutes(5),
                                LIFE,
                                Optional.empty()),
                        now),
                new Actor.Client(client));
    }

    private String commit(int person, Command<?> command, Actor actor) {
        return decisions
                .decide(tenant, reading -> {
                    reading.state(TenantState.FOLD, tenant);
                    reading.state(ClientState.FOLD, client);
                    reading.state(UserState.FOLD, user(person));
                    reading.state(SessionState.FOLD, session(person));
                    return reading.commit(command, Origin.of(actor, randomness.identifier()));
                })
                .position()
                .orElseThrow()
                .toString();
    }

    <T> T bean(Class<T> type) {
        return node.getBean(type);
    }

    @Override
    public void close() {
        node.close();
    }
}
