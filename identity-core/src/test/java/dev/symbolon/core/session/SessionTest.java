package dev.symbolon.core.session;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.SessionSample.ID;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.UserSample;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Instant GRAIN_LATER = NOON.plus(SessionState.ACTIVITY_GRAIN);
    private static final SessionEvent ENDED = new SessionEvent.Ended(TENANT, ID, UserSample.ID, "signed-out", NOON);

    private final FixtureConfiguration<Session> fixture = Fixtures.of(Session.class);

    @Test
    void a_use_is_written_when_the_last_one_is_old() {
        Instant at = GRAIN_LATER.plusMillis(1);
        fixture.given(aSession().started())
                .when(new SessionCommand.Use(TENANT, ID, at))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(new SessionEvent.Used(TENANT, ID, at));
    }

    @Test
    void a_use_soon_after_the_last_is_not_written() {
        fixture.given(aSession().started())
                .when(new SessionCommand.Use(TENANT, ID, GRAIN_LATER))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_written_use_starts_the_wait_anew() {
        fixture.given(aSession().started(), new SessionEvent.Used(TENANT, ID, GRAIN_LATER.plusMillis(1)))
                .when(new SessionCommand.Use(TENANT, ID, GRAIN_LATER.plusSeconds(60)))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void an_expired_session_is_not_used() {
        fixture.given(aSession().lasting(Duration.ofHours(1)).started())
                .when(new SessionCommand.Use(TENANT, ID, NOON.plusSeconds(3600)))
                .expectResultMessagePayload(new Outcome.Refused("expired"))
                .expectNoEvents();
    }

    @Test
    void an_ended_session_is_not_used() {
        fixture.given(aSession().started(), ENDED)
                .when(new SessionCommand.Use(TENANT, ID, GRAIN_LATER.plusMillis(1)))
                .expectResultMessagePayload(new Outcome.Refused("ended"))
                .expectNoEvents();
    }

    @Test
    void an_unknown_session_is_not_used() {
        fixture.givenNoPriorActivity()
                .when(new SessionCommand.Use(TENANT, ID, NOON))
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }

    @Test
    void a_session_ends() {
        fixture.given(aSession().started())
                .when(new SessionCommand.End(TENANT, ID, "signed-out", NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(ENDED);
    }

    @Test
    void a_session_ends_once() {
        fixture.given(aSession().started(), ENDED)
                .when(new SessionCommand.End(TENANT, ID, "signed-out", NOON))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void an_unknown_session_does_not_end() {
        fixture.givenNoPriorActivity()
                .when(new SessionCommand.End(TENANT, ID, "signed-out", NOON))
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }
}
