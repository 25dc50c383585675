package dev.symbolon.core.credential;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.UserSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class CredentialTest {

    private final FixtureConfiguration<Credential> fixture = Fixtures.of(Credential.class);

    @Test
    void a_password_is_set() {
        fixture.givenNoPriorActivity()
                .when(new CredentialCommand.SetPassword(TENANT, UserSample.ID, Personal.of("$argon2id$1"), NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aUser().passwordSet("$argon2id$1"));
    }

    @Test
    void a_new_password_ends_the_delay() {
        fixture.given(
                        aUser().passwordSet("$argon2id$1"),
                        aUser().passwordRefused(false, 9, NOON.plusSeconds(32)),
                        aUser().passwordSet("$argon2id$2"))
                .when(aUser().refusePassword(false))
                .expectEvents(aUser().passwordRefused(false, 1, NOON));
    }

    @Test
    void the_first_wrong_password_delays_nobody() {
        fixture.given(aUser().passwordSet("$argon2id$1"))
                .when(aUser().refusePassword(false))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aUser().passwordRefused(false, 1, NOON));
    }

    @Test
    void while_a_delay_runs_a_try_does_not_count_and_is_not_written() {
        fixture.given(aUser().passwordSet("$argon2id$1"), aUser().passwordRefused(false, 4, NOON.plusSeconds(1)))
                .when(aUser().at(NOON.plusMillis(999)).refusePassword(false))
                .expectResultMessagePayload(new Outcome.Refused("delayed"))
                .expectNoEvents();
    }

    @Test
    void a_try_counts_from_the_end_of_the_delay_on() {
        Instant end = NOON.plusSeconds(1);
        fixture.given(aUser().passwordSet("$argon2id$1"), aUser().passwordRefused(false, 4, end))
                .when(aUser().at(end).refusePassword(false))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aUser().at(end).passwordRefused(false, 5, end.plusSeconds(2)));
    }

    @Test
    void a_strangers_guesses_do_not_delay_a_known_device() {
        fixture.given(aUser().passwordSet("$argon2id$1"), aUser().passwordRefused(false, 30, NOON.plusSeconds(900)))
                .when(aUser().refusePassword(true))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aUser().passwordRefused(true, 1, NOON));
    }

    @Test
    void the_delay_doubles_from_the_fourth_failure_on_up_to_a_quarter_of_an_hour() {
        InMemoryModel model = new InMemoryModel().given(aUser().passwordSet("$argon2id$1"));
        List<Long> delays = new ArrayList<>();
        Instant at = NOON;
        for (int i = 0; i < 40; i++) {
            assertThat(model.when(aUser().at(at).refusePassword(false))).isEqualTo(new Outcome.Done());
            DomainEvent recorded = model.recorded().getFirst();
            Instant next = ((CredentialEvent.PasswordRefused) recorded).notBefore();
            delays.add(Duration.between(at, next).toSeconds());
            at = next;
        }
        assertThat(delays.subList(0, 15))
                .containsExactly(0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
        assertThat(delays.subList(15, 40)).containsOnly(900L);
    }
}
