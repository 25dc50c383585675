package dev.symbolon.core.authorization;

import static dev.symbolon.core.sample.AuthorizationSample.GRANT;
import static dev.symbolon.core.sample.AuthorizationSample.ID;
import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.axonframework.test.matchers.Matchers.matches;
import static org.axonframework.test.matchers.Matchers.payloadsMatching;
import static org.axonframework.test.matchers.Matchers.predicate;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.RedeemSample;
import dev.symbolon.core.sample.SessionSample;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request by Axon's fixture, which watches that only events change the state. */
class AuthorizationFixtureTest {
    private static final Instant AT = NOON.plusSeconds(5);

    private final AuthorizationSample sample = anAuthorization();

    private static FixtureConfiguration<AuthorizationRequest> fixture(DomainEvent... more) {
        return Fixtures.of(
                AuthorizationRequest.class,
                Authorizing::new,
                Stream.concat(Stream.of(aSession().started(), aSession().joined()), Stream.of(more))
                        .toArray(DomainEvent[]::new));
    }

    @Test
    void an_approval_is_recorded_with_its_consent() {
        wrote(
                when(sample.approve(), new DomainEvent[0])
                        .expectResultMessagePayload(new AuthorizationOutcome.Approved(Optional.empty())),
                and(
                        sample.approved(),
                        new ConsentEvent.Granted(
                                TENANT,
                                UserSample.ID,
                                ClientSample.ID,
                                List.of("bookings.read", "openid", "profile"),
                                ID,
                                NOON)));
    }

    @Test
    void a_denial_is_recorded_with_the_use_of_an_idle_session() {
        AuthorizationSample later = anAuthorization().at(NOON.plusSeconds(301));
        wrote(
                when(later.deny(), new DomainEvent[0]).expectResultMessagePayload(new AuthorizationOutcome.Denied()),
                and(later.denied(), new SessionEvent.Used(TENANT, SessionSample.ID, NOON.plusSeconds(301))));
    }

    @Test
    void what_was_decided_is_not_decided_again() {
        when(sample.deny(), sample.approved())
                .expectNoEvents()
                .expectResultMessagePayload(new AuthorizationOutcome.AlreadyDecided());
    }

    @Test
    void without_a_session_nothing_is_decided() {
        undecided(fixture(new SessionEvent.Ended(TENANT, SessionSample.ID, UserSample.ID, "signed-out", NOON)));
    }

    @Test
    void nobody_decides_in_another_persons_session() {
        undecided(Fixtures.of(
                AuthorizationRequest.class,
                Authorizing::new,
                aSession().of(new UserId("eve")).started()));
    }

    private void undecided(FixtureConfiguration<AuthorizationRequest> fixture) {
        // There is no stream that the fixture could compare with.
        fixture.setReportIllegalStateChange(false);
        fixture.givenNoPriorActivity()
                .when(sample.approve())
                .expectNoEvents()
                .expectResultMessagePayload(new AuthorizationOutcome.SessionOver());
    }

    @Test
    void a_code_is_spent_on_a_grant() {
        when(sample.redeem().command(), sample.approved())
                .expectResultMessagePayloadMatching(matches(Redemption.Redeemed.class::isInstance))
                .expectEventsMatching(payloadsMatching(predicate((List<?> events) -> events.size() == 3
                        && events.get(0).equals(new AuthorizationEvent.CodeRedeemed(TENANT, ID, GRANT, AT))
                        && events.get(1) instanceof GrantEvent.Issued
                        && events.get(2) instanceof GrantEvent.TokensIssued)));
    }

    @Test
    void a_replay_is_refused_and_recorded() {
        // The fixture runs the first redemption too, so that the grant is there to be revoked.
        fixture()
                .given(List.of(sample.approved()))
                .andGivenCommands(sample.redeem().command())
                .when(sample.redeem().into(new GrantId("second")).command())
                .expectResultMessagePayload(new Redemption.Replayed(GRANT))
                .expectEventsMatching(payloadsMatching(predicate((List<?> events) -> events.size() == 2
                        && events.get(0)
                                .equals(new AuthorizationEvent.CodeReplayed(TENANT, ID, GRANT, ClientSample.ID, AT))
                        && events.get(1) instanceof GrantEvent.Revoked revoked
                        && revoked.grant().equals(GRANT))));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        Redemption.Reason.EXPIRED, anAuthorization().redeem().at(NOON.plusSeconds(60))),
                Arguments.of(
                        Redemption.Reason.WRONG_CLIENT,
                        anAuthorization().redeem().by(new ClientId("other"))),
                Arguments.of(
                        Redemption.Reason.WRONG_REDIRECT_URI,
                        anAuthorization().redeem().withRedirect("https://booking.test/cb/")),
                Arguments.of(
                        Redemption.Reason.MISSING_VERIFIER,
                        anAuthorization().redeem().withoutVerifier()),
                Arguments.of(
                        Redemption.Reason.WRONG_VERIFIER,
                        anAuthorization().redeem().withVerifier("x".repeat(43))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_code_presented_wrongly_is_refused_and_recorded(Redemption.Reason reason, RedeemSample wrong) {
        AuthorizationCommand.Redeem command = wrong.command();
        when(command, sample.approved())
                .expectResultMessagePayload(new Redemption.Refused(reason))
                .expectEvents(new AuthorizationEvent.CodeRefused(
                        TENANT, ID, command.presentedBy(), reason.code(), command.at()));
    }

    @Test
    void a_code_of_a_denied_request_is_unknown() {
        when(sample.redeem().command(), sample.denied())
                .expectNoEvents()
                .expectResultMessagePayload(new Redemption.Refused(Redemption.Reason.UNKNOWN_CODE));
    }

    private ResultValidator<AuthorizationRequest> when(Command<?> command, DomainEvent[] given) {
        return fixture().given(List.of(given)).when(command);
    }

    private static void wrote(ResultValidator<AuthorizationRequest> result, List<DomainEvent> events) {
        result.expectEventsMatching(Fixtures.inAnyOrder(events.toArray(DomainEvent[]::new)));
    }

    private static List<DomainEvent> and(DomainEvent[] events, DomainEvent last) {
        return Stream.concat(Stream.of(events), Stream.of(last)).toList();
    }
}
