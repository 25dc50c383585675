package dev.symbolon.core.session;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.SessionSample.ID;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.UserSample;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final SessionEvent ENDED = new SessionEvent.Ended(TENANT, ID, UserSample.ID, "signed-out", NOON);

    private static final SessionEvent JOINED = new SessionEvent.ClientJoined(TENANT, ID, ClientSample.ID, NOON);
    private static final ClientId STRANGER = new ClientId("stranger");

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

    @Test
    void a_client_joins_a_session_once_and_hears_of_its_end_once() {
        fixture.given(aSession().started(), JOINED)
                .when(new SessionCommand.SignOut(
                        TENANT,
                        ID,
                        "signed-out",
                        Optional.of(ClientSample.ID),
                        List.of(ClientSample.ID, STRANGER),
                        List.of(STRANGER),
                        NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(
                        ENDED,
                        new SessionEvent.SignedOut(
                                TENANT,
                                ID,
                                UserSample.ID,
                                Optional.of(ClientSample.ID),
                                List.of(ClientSample.ID),
                                List.of(ClientSample.ID),
                                List.of(),
                                NOON));
    }

    @Test
    void a_session_that_is_over_is_not_signed_out_of() {
        fixture.given(aSession().started(), JOINED, ENDED)
                .when(new SessionCommand.SignOut(
                        TENANT, ID, "signed-out", Optional.empty(), List.of(), List.of(), NOON))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void what_a_client_said_to_its_notice_is_noted_once_and_a_stranger_s_never() {
        fixture.given(aSession().started(), JOINED, ENDED)
                .when(note(ClientSample.ID))
                .expectEvents(new SessionEvent.ClientNotified(TENANT, ID, ClientSample.ID, "accepted", 1, NOON));
        Fixtures.of(Session.class)
                .given(
                        aSession().started(),
                        JOINED,
                        ENDED,
                        new SessionEvent.ClientNotified(TENANT, ID, ClientSample.ID, "accepted", 1, NOON))
                .when(note(ClientSample.ID))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
        Fixtures.of(Session.class)
                .given(aSession().started(), JOINED, ENDED)
                .when(note(STRANGER))
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }

    private static SessionCommand.NoteNotice note(ClientId client) {
        return new SessionCommand.NoteNotice(TENANT, ID, client, "accepted", 1, NOON);
    }
}
