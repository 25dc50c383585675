package dev.symbolon.core.session;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.aUser;
import static dev.symbolon.core.sample.UserSample.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

    private final InMemoryModel model = new InMemoryModel().given(aUser().passwordSet("$argon2id$1"));

    @Test
    void a_session_starts_and_nothing_else_is_written() {
        assertThat(model.when(aSession().start())).isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactly(aSession().started());
    }

    @Test
    void the_right_password_after_wrong_ones_starts_counting_anew() {
        model.given(aUser().passwordRefused(false, 2, NOON));
        model.when(aSession().start());
        assertThat(model.recorded())
                .containsExactly(aSession().started(), new CredentialEvent.PasswordAccepted(TENANT, ID, false, NOON));
        model.when(aUser().refusePassword(false));
        assertThat(model.recorded()).containsExactly(aUser().passwordRefused(false, 1, NOON));
    }

    @Test
    void a_known_device_and_strangers_are_counted_apart() {
        model.given(aUser().passwordRefused(false, 2, NOON));
        model.when(aSession().onKnownDevice().start());
        assertThat(model.recorded()).containsExactly(aSession().started());
    }

    @Test
    void a_hash_is_remade_under_newer_parameters() {
        model.when(aSession().rehashing("$argon2id$2").start());
        assertThat(model.recorded())
                .containsExactly(
                        aSession().started(),
                        new CredentialEvent.PasswordSet(TENANT, ID, Personal.of("$argon2id$2"), true, NOON));
    }

    @Test
    void remaking_a_hash_pardons_no_stranger() {
        model.given(aUser().passwordRefused(false, 5, NOON.plusSeconds(2)));
        model.when(aSession().onKnownDevice().rehashing("$argon2id$2").start());
        assertThat(model.when(aUser().refusePassword(false))).isEqualTo(new Outcome.Refused("delayed"));
    }

    @Test
    void a_right_guess_does_not_count_while_a_delay_runs() {
        model.given(aUser().passwordRefused(false, 4, NOON.plusSeconds(1)));
        assertThat(model.when(aSession().start())).isEqualTo(new Outcome.Refused("delayed"));
        assertThat(model.recorded()).isEmpty();
        assertThat(model.when(aSession().onKnownDevice().start())).isEqualTo(new Outcome.Done());
    }

    /** Whichever of the two ids comes first in the order of locking. */
    @ParameterizedTest
    @ValueSource(strings = {"aaa", "zzz"})
    void the_browsers_session_before_ends(String id) {
        SessionId before = new SessionId(id);
        model.given(aSession().withId(before).of(new UserId("somebody-else")).started());
        assertThat(model.when(aSession().replacing(before).start())).isEqualTo(new Outcome.Done());
        assertThat(model.recorded())
                .containsExactly(
                        aSession().started(),
                        new SessionEvent.Ended(TENANT, before, new UserId("somebody-else"), "replaced", NOON));
    }

    @Test
    void all_that_a_sign_in_changes_is_one_commit() {
        SessionId before = new SessionId("before");
        model.given(
                aUser().passwordRefused(false, 1, NOON),
                aSession().withId(before).started());
        model.when(aSession().replacing(before).rehashing("$argon2id$2").start());
        assertThat(model.recorded())
                .extracting(event -> event.getClass().getSimpleName())
                .isEqualTo(List.of("Started", "PasswordAccepted", "PasswordSet", "Ended"));
    }

    @Test
    void a_session_before_that_is_over_or_unknown_is_left_alone() {
        SessionId ended = new SessionId("ended");
        model.given(aSession().withId(ended).started(), new SessionEvent.Ended(TENANT, ended, ID, "signed-out", NOON));
        model.when(aSession().replacing(ended).start());
        assertThat(model.recorded()).containsExactly(aSession().started());
        model.when(aSession()
                .withId(new SessionId("next"))
                .replacing(new SessionId("nowhere"))
                .start());
        assertThat(model.recorded()).hasSize(1);
    }

    @Test
    void the_same_sign_in_again_changes_nothing() {
        model.when(aSession().start());
        assertThat(model.when(aSession().start())).isEqualTo(new Outcome.Unchanged());
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_session_id_is_never_taken_over() {
        model.when(aSession().start());
        assertThat(model.when(aSession().withSecret(SecretHash.of("another")).start()))
                .isEqualTo(new Outcome.Refused("already-exists"));
        assertThat(model.when(aSession().of(new UserId("another")).start()))
                .isEqualTo(new Outcome.Refused("already-exists"));
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_session_that_would_be_over_at_once_is_refused() {
        assertThat(model.when(aSession().lasting(Duration.ZERO).start())).isEqualTo(new Outcome.Refused("expired"));
        assertThat(model.recorded()).isEmpty();
    }
}
