package dev.symbolon.core.session;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.SessionSample;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A password that its owner changes, over several sessions: the whole model, as a fixture keeps one stream of a kind. */
class PasswordChangeTest {

    private static final SessionId OTHER = new SessionId("elsewhere");
    private static final UserId EVE = new UserId("eve");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final DomainEvent PASSWORD = aUser().at(LATER).passwordSet("$argon2id$new");

    private static final DomainEvent CONFIRMED = new SessionEvent.Confirmed(TENANT, SessionSample.ID, 2, LATER);

    private final InMemoryModel model = new InMemoryModel()
            .given(aUser().passwordSet("$argon2id$old"), aSession().started());

    @Test
    void the_password_is_set_and_the_persons_other_sessions_end_in_one_commit() {
        model.given(aSession().withId(OTHER).started(), aSession().withId(OTHER).joined());

        assertThat(change(OTHER)).isEqualTo(new Outcome.Done());
        assertThat(model.recorded())
                .containsExactlyInAnyOrder(
                        PASSWORD,
                        CONFIRMED,
                        new SessionEvent.Ended(TENANT, OTHER, UserSample.ID, "password-changed", LATER),
                        new SessionEvent.SignedOut(
                                TENANT,
                                OTHER,
                                UserSample.ID,
                                Optional.empty(),
                                List.of(ClientSample.ID),
                                List.of(ClientSample.ID),
                                List.of(),
                                LATER));
    }

    @Test
    void neither_the_session_of_the_change_nor_one_that_ended_is_ended() {
        model.given(
                aSession().withId(OTHER).started(),
                new SessionEvent.Ended(TENANT, OTHER, UserSample.ID, "signed-out", NOON));

        assertThat(change(SessionSample.ID, OTHER)).isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactlyInAnyOrder(PASSWORD, CONFIRMED);
    }

    @Test
    void nobody_elses_session_is_ended_and_one_that_is_not_there_is_passed() {
        model.given(aSession().withId(OTHER).of(EVE).started());

        assertThat(change(OTHER, new SessionId("nowhere"))).isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactlyInAnyOrder(PASSWORD, CONFIRMED);
    }

    @Test
    void a_password_is_changed_in_a_session_of_its_owner_that_counts() {
        InMemoryModel over = new InMemoryModel()
                .given(
                        aSession().started(),
                        new SessionEvent.Ended(TENANT, SessionSample.ID, UserSample.ID, "signed-out", NOON));
        InMemoryModel expired = new InMemoryModel()
                .given(aSession().lasting(Duration.ofSeconds(60)).started());
        InMemoryModel anothers = new InMemoryModel().given(aSession().of(EVE).started());
        for (InMemoryModel each : List.of(new InMemoryModel(), over, expired, anothers)) {
            assertThat(each.when(command())).isEqualTo(new Outcome.Refused("session-over"));
            assertThat(each.recorded()).isEmpty();
        }
    }

    private Outcome change(SessionId... others) {
        return model.when(command(others));
    }

    private static SessionCommand.ChangePassword command(SessionId... others) {
        return new SessionCommand.ChangePassword(
                TENANT,
                SessionSample.ID,
                UserSample.ID,
                Personal.of("$argon2id$new"),
                Stream.of(others)
                        .map(other -> new SessionCommand.ChangePassword.Other(other, List.of(ClientSample.ID)))
                        .toList(),
                LATER);
    }
}
