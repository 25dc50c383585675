package dev.symbolon.core.session;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.sample.SessionSample;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.user.UserState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which sessions outlive what happens to their person's account; none of it by a clock. */
class StandingTest {
    private static final Instant AHEAD = NOON.plusSeconds(900);

    private final UserState person = user(aUser().registered());
    private final CredentialState first = credential(null, aUser().passwordSet("$argon2id$1"));

    @Test
    void a_session_is_over_once_another_password_was_chosen_whatever_its_clock_said() {
        SessionState session = session(aSession().at(AHEAD).restingOn(1, 0).started());
        assertThat(session.outdated(person, Optional.of(first))).isFalse();

        CredentialState next = credential(first, aUser().passwordSet("$argon2id$2"));

        assertThat(session.outdated(person, Optional.of(next))).isTrue();
    }

    @Test
    void the_one_in_which_it_was_chosen_goes_on() {
        SessionState session = session(
                aSession().restingOn(1, 0).started(), new SessionEvent.Confirmed(TENANT, SessionSample.ID, 2, NOON));
        CredentialState next = credential(first, aUser().passwordSet("$argon2id$2"));

        assertThat(session.outdated(person, Optional.of(next))).isFalse();
        assertThat(session.outdated(person, Optional.of(credential(next, aUser().passwordSet("$argon2id$3")))))
                .isTrue();
    }

    @Test
    void a_password_that_was_taken_away_takes_sessions_with_it_and_the_same_under_another_hash_does_not() {
        SessionState session = session(aSession().at(AHEAD).restingOn(1, 0).started());

        assertThat(session.outdated(
                        person,
                        Optional.of(
                                credential(first, new CredentialEvent.PasswordRemoved(TENANT, UserSample.ID, NOON)))))
                .isTrue();
        assertThat(session.outdated(
                        person,
                        Optional.of(credential(
                                first,
                                new CredentialEvent.PasswordSet(
                                        TENANT,
                                        UserSample.ID,
                                        dev.symbolon.core.event.Personal.of("$argon2id$1b"),
                                        true,
                                        NOON)))))
                .isFalse();
    }

    @Test
    void who_was_disabled_signs_in_again_though_they_are_let_in_again() {
        SessionState session = session(aSession().at(AHEAD).restingOn(1, 0).started());
        UserState again = user(
                aUser().registered(),
                new UserEvent.Disabled(TENANT, UserSample.ID, "lost phone", NOON),
                new UserEvent.Enabled(TENANT, UserSample.ID, NOON));

        assertThat(session.outdated(again, Optional.of(first))).isTrue();
        assertThat(session(aSession().restingOn(1, 1).started()).outdated(again, Optional.of(first)))
                .isFalse();
    }

    /** Written by an earlier release, which counted nothing. */
    @Test
    void what_rests_on_nothing_is_measured_by_time() {
        SessionEvent.Started sample = aSession().started();
        SessionState old = session(new SessionEvent.Started(
                sample.tenant(),
                sample.session(),
                sample.user(),
                sample.secret(),
                sample.amr(),
                sample.acr(),
                sample.address(),
                sample.userAgent(),
                Optional.empty(),
                NOON,
                sample.expiresAt()));

        assertThat(old.outdated(person, Optional.of(first))).isFalse();
        for (boolean after : new boolean[] {true, false}) {
            CredentialEvent removed = new CredentialEvent.PasswordRemoved(
                    TENANT, UserSample.ID, after ? NOON.plusSeconds(1) : NOON.minusSeconds(1));
            assertThat(old.outdated(person, Optional.of(credential(first, removed))))
                    .isEqualTo(after);
        }
    }

    private static SessionState session(SessionEvent... events) {
        SessionState state = null;
        for (SessionEvent event : events) {
            state = SessionState.FOLD.apply(state, event);
        }
        return Objects.requireNonNull(state);
    }

    private static UserState user(UserEvent... events) {
        UserState state = null;
        for (UserEvent event : events) {
            state = UserState.FOLD.apply(state, event);
        }
        return Objects.requireNonNull(state);
    }

    private static CredentialState credential(@Nullable CredentialState before, CredentialEvent event) {
        return Objects.requireNonNull(CredentialState.FOLD.apply(before, event));
    }
}
