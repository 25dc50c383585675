package dev.symbolon.core.session;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.SessionSample.ID;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.UserSample;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final SessionEvent ENDED = new SessionEvent.Ended(TENANT, ID, UserSample.ID, "signed-out", NOON);

    private final FixtureConfiguration<Session> fixture = Fixtures.of(Session.class);

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
