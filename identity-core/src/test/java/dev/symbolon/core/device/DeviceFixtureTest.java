package dev.symbolon.core.device;

import static dev.symbolon.core.sample.DeviceSample.CODE;
import static dev.symbolon.core.sample.DeviceSample.ID;
import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static org.axonframework.test.matchers.Matchers.matches;
import static org.axonframework.test.matchers.Matchers.payloadsMatching;
import static org.axonframework.test.matchers.Matchers.predicate;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.DeviceSample;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.SessionSample;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A device's request by Axon's fixture, which watches that only events change the state. */
class DeviceFixtureTest {
    private static final GrantId GRANT = new GrantId("grant-1");
    private static final ClientId STRANGER = new ClientId("other-client");
    private static final Instant SOON = NOON.plusSeconds(5);

    private final DeviceSample device = new DeviceSample();

    @Test
    void an_approval_is_the_request_the_answer_and_the_consent() {
        when(device.approve())
                .expectResultMessagePayload(new DeviceOutcome.Approved())
                .expectEventsMatching(Fixtures.inAnyOrder(Stream.concat(
                                Stream.of(device.approved()),
                                Stream.of(new ConsentEvent.Granted(
                                        TENANT,
                                        UserSample.ID,
                                        ClientSample.ID,
                                        List.of("bookings.read", "openid"),
                                        ID,
                                        NOON)))
                        .toArray(DomainEvent[]::new)));
    }

    @Test
    void a_denial_is_the_request_and_the_answer() {
        when(device.deny())
                .expectResultMessagePayload(new DeviceOutcome.Denied())
                .expectEvents(
                        device.requested(), new DeviceEvent.Denied(TENANT, ID, ClientSample.ID, device.person(), NOON));
    }

    static Stream<Arguments> refusedAnswers() {
        SessionEvent ended = new SessionEvent.Ended(TENANT, SessionSample.ID, UserSample.ID, "signed-out", NOON);
        Instant late = NOON.plusSeconds(570);
        return Stream.of(
                Arguments.of(
                        new DeviceOutcome.Expired(),
                        List.of(aSession().started()),
                        new DeviceSample().at(late).approve()),
                Arguments.of(
                        new DeviceOutcome.SessionOver(),
                        List.of(aSession().started(), ended),
                        new DeviceSample().approve()),
                Arguments.of(new DeviceOutcome.SessionOver(), List.of(), new DeviceSample().approve()),
                // Nobody answers in another person's session.
                Arguments.of(
                        new DeviceOutcome.SessionOver(),
                        List.of(aSession().of(new UserId("eve")).started()),
                        new DeviceSample().approve()));
    }

    @ParameterizedTest
    @MethodSource("refusedAnswers")
    void an_answer_that_does_not_count_writes_nothing(
            DeviceOutcome outcome, List<DomainEvent> beside, DeviceCommand<?> answer) {
        FixtureConfiguration<DeviceRequest> fixture = fixture(beside.toArray(DomainEvent[]::new));
        // There is no stream that the fixture could compare with.
        fixture.setReportIllegalStateChange(false);
        fixture.givenNoPriorActivity()
                .when(answer)
                .expectResultMessagePayload(outcome)
                .expectNoEvents();
    }

    @Test
    void a_request_is_answered_once() {
        for (Command<?> second : List.of(device.approve(), device.deny())) {
            when(second, device.approved())
                    .expectResultMessagePayload(new DeviceOutcome.AlreadyDecided())
                    .expectNoEvents();
        }
    }

    @Test
    void an_approved_code_is_spent_on_a_grant() {
        when(redeem(CODE, ClientSample.ID, SOON), device.approved())
                .expectResultMessagePayloadMatching(matches(DeviceRedemption.Redeemed.class::isInstance))
                .expectEventsMatching(payloadsMatching(predicate(
                        (List<?> events) -> events.get(0).equals(new DeviceEvent.CodeRedeemed(TENANT, ID, GRANT, SOON))
                                && events.get(1) instanceof GrantEvent.Issued)));
    }

    @Test
    void a_replay_is_refused_and_recorded_and_ends_the_grant() {
        // The fixture runs the first redemption too, so that the grant is there to be revoked.
        fixture(aSession().started())
                .given(List.of(device.approved()))
                .andGivenCommands(redeem(CODE, ClientSample.ID, SOON))
                .when(redeem(CODE, STRANGER, SOON))
                .expectResultMessagePayload(new DeviceRedemption.Replayed(GRANT))
                .expectEventsMatching(payloadsMatching(predicate((List<?> events) -> events.size() == 2
                        && events.get(0).equals(new DeviceEvent.CodeReplayed(TENANT, ID, GRANT, STRANGER, SOON))
                        && events.get(1) instanceof GrantEvent.Revoked revoked
                        && revoked.grant().equals(GRANT))));
    }

    @Test
    void another_clients_hand_voids_the_code_on_record() {
        DeviceEvent refused = new DeviceEvent.CodeRefused(TENANT, ID, STRANGER, "wrong-client", SOON);
        when(redeem(CODE, STRANGER, SOON), device.approved())
                .expectResultMessagePayload(new DeviceRedemption.Refused(DeviceRedemption.Reason.WRONG_CLIENT))
                .expectEvents(refused);
        when(
                        redeem(CODE, ClientSample.ID, SOON),
                        Stream.concat(Stream.of(device.approved()), Stream.of(refused))
                                .toArray(DomainEvent[]::new))
                .expectResultMessagePayload(new DeviceRedemption.Refused(DeviceRedemption.Reason.VOID))
                .expectNoEvents();
    }

    @Test
    void what_gives_nothing_writes_nothing() {
        when(redeem(SecretHash.of("a guess"), ClientSample.ID, SOON), device.approved())
                .expectResultMessagePayload(new DeviceRedemption.Refused(DeviceRedemption.Reason.UNKNOWN_CODE))
                .expectNoEvents();
        when(redeem(CODE, ClientSample.ID, NOON.plusSeconds(570)), device.approved())
                .expectResultMessagePayload(new DeviceRedemption.Expired())
                .expectNoEvents();
        when(
                        redeem(CODE, ClientSample.ID, SOON),
                        device.requested(),
                        new DeviceEvent.Denied(TENANT, ID, ClientSample.ID, device.person(), NOON))
                .expectResultMessagePayload(new DeviceRedemption.Denied())
                .expectNoEvents();
    }

    @Test
    void a_request_that_nobody_answered_has_no_code() {
        FixtureConfiguration<DeviceRequest> fixture = fixture(aSession().started());
        // There is no stream that the fixture could compare with.
        fixture.setReportIllegalStateChange(false);
        fixture.givenNoPriorActivity()
                .when(redeem(CODE, ClientSample.ID, SOON))
                .expectResultMessagePayload(new DeviceRedemption.Refused(DeviceRedemption.Reason.UNKNOWN_CODE))
                .expectNoEvents();
    }

    private static FixtureConfiguration<DeviceRequest> fixture(DomainEvent... beside) {
        return Fixtures.of(DeviceRequest.class, DeviceAuthorizing::new, beside);
    }

    private static ResultValidator<DeviceRequest> when(Command<?> command, DomainEvent... before) {
        return fixture(aSession().started()).given(List.of(before)).when(command);
    }

    private DeviceCommand<?> redeem(SecretHash code, ClientId client, Instant at) {
        return device.redeem(GRANT, code, client, at);
    }
}
