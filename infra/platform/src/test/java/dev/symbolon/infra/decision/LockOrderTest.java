package dev.symbolon.infra.decision;

import static dev.symbolon.infra.decision.Sample.CLIENT;
import static dev.symbolon.infra.decision.Sample.NOW;
import static dev.symbolon.infra.decision.Sample.SESSION;
import static dev.symbolon.infra.decision.Sample.TENANT;
import static dev.symbolon.infra.decision.Sample.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.IdentityModel;
import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.Redemption;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.device.DeviceCommand;
import dev.symbolon.core.device.DeviceRedemption;
import dev.symbolon.core.device.DeviceVerdict;
import dev.symbolon.core.device.RequestedDeviceAccess;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.invitation.InvitationCommand;
import dev.symbolon.core.invitation.InvitationId;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Commands over several streams lock them in the order of their names, so that no two ever wait for each other. */
class LockOrderTest {
    private static final KeysInMemory KEYS = new KeysInMemory();

    private final List<String> locked = new ArrayList<>();
    private final Node node = new Node(
            new Model(
                    IdentityModel.AGGREGATES,
                    (bus, repositories) -> IdentityModel.subscribe(bus, new Watched(repositories, locked))),
            new InMemoryCommitLog(),
            new EventCodec(KEYS.node().personalData()));

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    /** Notes each stream when it is asked for the first time, which is when it is locked. */
    private record Watched(Repositories repositories, List<String> locked) implements Repositories {
        @Override
        @SuppressWarnings("unchecked") // stands for a repository of the same type
        public <A extends EventSourced<S>, S> Repository<A> of(AggregateType<A, S> type) {
            Repository<A> repository = repositories.of(type);
            return (Repository<A>) Proxy.newProxyInstance(
                    Repository.class.getClassLoader(), new Class<?>[] {Repository.class}, (_, method, arguments) -> {
                        if (method.getName().startsWith("load") && !locked.contains(arguments[0].toString())) {
                            locked.add(arguments[0].toString());
                        }
                        try {
                            return method.invoke(repository, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    private <R> R inOrder(int streams, Command<R> command) {
        locked.clear();
        R outcome = node.send(command);
        assertThat(locked).as(command.toString()).hasSize(streams).isSorted();
        return outcome;
    }

    @Test
    void signing_in_replacing_a_session_and_changing_the_password() {
        SessionId early = new SessionId("a");
        SessionId late = new SessionId("z");
        inOrder(3, Sample.signIn(SESSION));
        inOrder(4, replacing(early, SESSION));
        inOrder(4, replacing(late, early));
        inOrder(3, Sample.signIn(new SessionId("b")));

        Outcome changed = inOrder(
                4,
                new SessionCommand.ChangePassword(
                        TENANT,
                        late,
                        USER,
                        Personal.of("$argon2id$"),
                        List.of(
                                new SessionCommand.ChangePassword.Other(new SessionId("c"), List.of()),
                                new SessionCommand.ChangePassword.Other(new SessionId("b"), List.of())),
                        NOW));

        assertThat(changed).isInstanceOf(Outcome.Done.class);
    }

    private static SessionCommand.Start replacing(SessionId session, SessionId before) {
        SessionCommand.Start plain = Sample.signIn(session);
        return new SessionCommand.Start(
                TENANT,
                session,
                USER,
                plain.secret(),
                plain.amr(),
                plain.acr(),
                plain.address(),
                plain.userAgent(),
                true,
                Optional.empty(),
                Optional.of(before),
                plain.expiresAt(),
                NOW);
    }

    @Test
    void authorizing_redeeming_and_a_replay() {
        AuthorizationId authorization = new AuthorizationId("a1");
        node.send(Sample.signIn(SESSION));

        inOrder(3, Sample.approve(authorization));
        assertThat(inOrder(2, Sample.redeem(authorization, new GrantId("g1")))).isInstanceOf(Redemption.Redeemed.class);
        assertThat(inOrder(2, Sample.redeem(authorization, new GrantId("g2")))).isInstanceOf(Redemption.Replayed.class);
    }

    @Test
    void a_device_that_is_let_in_and_redeems() {
        AuthorizationId authorization = new AuthorizationId("d1");
        node.send(Sample.signIn(SESSION));

        inOrder(
                3,
                new DeviceCommand.Decide(
                        TENANT,
                        authorization,
                        new RequestedDeviceAccess(
                                CLIENT,
                                List.of("openid"),
                                List.of(),
                                SecretHash.of("code"),
                                NOW,
                                NOW.plus(Duration.ofMinutes(10))),
                        Personal.of("192.0.2.7"),
                        new SignedInPerson(USER, SESSION, NOW, List.of("pwd"), "1"),
                        new DeviceVerdict.Approve(
                                new ApprovedAccess(
                                        List.of("openid"), List.of("https://api.test"), Duration.ofMinutes(5)),
                                ConsentGround.GIVEN),
                        NOW));
        for (String grant : List.of("g1", "g2")) {
            DeviceRedemption redeemed = inOrder(
                    2,
                    new DeviceCommand.Redeem(
                            TENANT,
                            authorization,
                            SecretHash.of("code"),
                            CLIENT,
                            Sample.redeem(authorization, new GrantId(grant)).tokens(),
                            NOW.plusSeconds(5)));
            assertThat(redeemed.getClass().getSimpleName()).isEqualTo(grant.equals("g1") ? "Redeemed" : "Replayed");
        }
    }

    @Test
    void admitting_and_inviting_a_person() {
        UserId user = new UserId("grace");
        InvitationCommand.Create first = invitation("i1", user, false);

        Outcome admitted = inOrder(
                4,
                new UserCommand.Admit(
                        Sample.registerUser(user, "grace@hotel.test"),
                        Optional.empty(),
                        List.of(),
                        Optional.of(first)));
        assertThat(admitted).isInstanceOf(Outcome.Done.class);
        inOrder(2, invitation("i2", user, true));
        inOrder(
                2,
                new InvitationCommand.Accept(
                        TENANT,
                        new InvitationId("i2"),
                        user,
                        SecretHash.of("link"),
                        Personal.of("$argon2id$"),
                        NOW.plusSeconds(1)));
    }

    private static InvitationCommand.Create invitation(String id, UserId user, boolean voidPassword) {
        return new InvitationCommand.Create(
                TENANT,
                new InvitationId(id),
                user,
                SecretHash.of("link"),
                voidPassword,
                NOW,
                NOW.plus(Duration.ofDays(1)));
    }
}
