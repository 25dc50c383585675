package dev.symbolon.core.invitation;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aUser;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.InvitationEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvitationTest {

    private static final InvitationId ID = new InvitationId("invitation0000000000000000");
    private static final SecretHash SECRET = SecretHash.of("the link's secret");
    private static final Instant END = NOON.plus(Duration.ofDays(7));
    private static final Instant LATER = NOON.plusSeconds(60);

    private static final InvitationEvent CREATED =
            new InvitationEvent.Created(TENANT, ID, UserSample.ID, SECRET, NOON, END);
    private static final InvitationEvent ACCEPTED = new InvitationEvent.Accepted(TENANT, ID, UserSample.ID, LATER);
    private static final InvitationEvent WITHDRAWN =
            new InvitationEvent.Withdrawn(TENANT, ID, UserSample.ID, "a mistake", LATER);
    private static final InvitationCommand WITHDRAW = new InvitationCommand.Withdraw(TENANT, ID, "a mistake", LATER);
    private static final CredentialEvent PASSWORD = aUser().at(LATER).passwordSet("$argon2id$new");

    @Test
    void a_link_is_made_and_the_password_before_goes_on_counting() {
        wrote(beside(aUser().passwordSet("$argon2id$old")), List.of(), create(false, END), CREATED);
    }

    @Test
    void a_link_is_made_and_the_password_before_is_void_in_the_same_commit() {
        CredentialEvent removed = new CredentialEvent.PasswordRemoved(TENANT, UserSample.ID, NOON);
        wrote(beside(aUser().passwordSet("$argon2id$old")), List.of(), create(true, END), CREATED, removed);
        wrote(beside(), List.of(), create(true, END), CREATED);
        wrote(beside(aUser().passwordSet("$argon2id$old"), removed), List.of(), create(true, END), CREATED);
    }

    @Test
    void whoever_has_the_link_chooses_the_persons_password() {
        wrote(beside(), List.of(CREATED), accept(UserSample.ID, SECRET, LATER), ACCEPTED, PASSWORD);
    }

    @Test
    void a_link_is_withdrawn_and_one_that_is_too_old_as_well() {
        wrote(beside(), List.of(CREATED), WITHDRAW, WITHDRAWN);
        Instant after = END.plusSeconds(1);
        wrote(
                beside(),
                List.of(CREATED),
                new InvitationCommand.Withdraw(TENANT, ID, "a mistake", after),
                new InvitationEvent.Withdrawn(TENANT, ID, UserSample.ID, "a mistake", after));
    }

    @Test
    void withdrawing_again_changes_nothing() {
        beside().given(CREATED, WITHDRAWN)
                .when(WITHDRAW)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<Arguments> refusals() {
        UserId eve = new UserId("eve");
        return Stream.of(
                Arguments.of("already-exists", List.of(CREATED), create(false, END)),
                Arguments.of("already-exists", List.of(CREATED, WITHDRAWN), create(true, END)),
                Arguments.of("invitation-life", List.of(), create(true, NOON)),
                Arguments.of("invitation-life", List.of(), create(true, NOON.minusSeconds(1))),
                Arguments.of(
                        "invitation-life",
                        List.of(),
                        create(true, NOON.plus(Duration.ofDays(30)).plusMillis(1))),
                Arguments.of("unknown", List.of(), accept(UserSample.ID, SECRET, LATER)),
                Arguments.of("unknown", List.of(CREATED), accept(UserSample.ID, SecretHash.of("a guess"), LATER)),
                // One's own link is no way to another's password.
                Arguments.of("unknown", List.of(CREATED), accept(eve, SECRET, LATER)),
                Arguments.of("invitation-over", List.of(CREATED), accept(UserSample.ID, SECRET, END)),
                Arguments.of("invitation-over", List.of(CREATED, ACCEPTED), accept(UserSample.ID, SECRET, LATER)),
                Arguments.of("invitation-over", List.of(CREATED, WITHDRAWN), accept(UserSample.ID, SECRET, LATER)),
                Arguments.of("unknown", List.of(), WITHDRAW),
                Arguments.of("invitation-over", List.of(CREATED, ACCEPTED), WITHDRAW));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void an_order_that_does_not_fit_is_refused(String reason, List<InvitationEvent> before, InvitationCommand order) {
        FixtureConfiguration<Invitation> fixture = beside(aUser().passwordSet("$argon2id$old"));
        // Without a stream there is nothing that the fixture could compare with.
        fixture.setReportIllegalStateChange(!before.isEmpty());
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    private static FixtureConfiguration<Invitation> beside(DomainEvent... events) {
        return Fixtures.of(Invitation.class, Inviting::new, events);
    }

    private static void wrote(
            FixtureConfiguration<Invitation> fixture,
            List<InvitationEvent> before,
            InvitationCommand order,
            DomainEvent... events) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEventsMatching(Fixtures.inAnyOrder(events));
    }

    private static InvitationCommand create(boolean voidPassword, Instant end) {
        return new InvitationCommand.Create(TENANT, ID, UserSample.ID, SECRET, voidPassword, NOON, end);
    }

    private static InvitationCommand accept(UserId user, SecretHash secret, Instant at) {
        return new InvitationCommand.Accept(TENANT, ID, user, secret, Personal.of("$argon2id$new"), at);
    }
}
