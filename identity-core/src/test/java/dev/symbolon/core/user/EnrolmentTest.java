package dev.symbolon.core.user;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aUser;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.AssignmentEvent;
import dev.symbolon.core.event.InvitationEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.invitation.InvitationCommand;
import dev.symbolon.core.invitation.InvitationId;
import dev.symbolon.core.role.BuiltInRole;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
    private static final InvitationId LINK = new InvitationId("link");
    private static final SecretHash SECRET = SecretHash.of("the link's secret");
    private static final Instant END = NOON.plusSeconds(3600);
    private static final List<RoleId> AUDITOR = List.of(BuiltInRole.AUDITOR.id());

    private final FixtureConfiguration<User> fixture = Fixtures.of(User.class, Enrolment::new);

    @Test
    void a_person_is_registered_with_a_password_in_one_commit() {
        fixture.givenNoPriorActivity()
                .when(admit("$argon2id$1"))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEventsMatching(Fixtures.inAnyOrder(aUser().registered(), aUser().passwordSet("$argon2id$1")));
    }

    @Test
    void a_person_is_registered_with_roles_and_a_link_in_one_commit() {
        fixture.givenNoPriorActivity()
                .when(invite(AUDITOR, END))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEventsMatching(Fixtures.inAnyOrder(
                        aUser().registered(),
                        new AssignmentEvent.Changed(TENANT, UserSample.ID, AUDITOR, List.of(), NOON),
                        new InvitationEvent.Created(TENANT, LINK, UserSample.ID, SECRET, NOON, END)));
    }

    @Test
    void one_who_is_there_already_keeps_their_password() {
        Fixtures.of(User.class, Enrolment::new, aUser().passwordSet("$argon2id$1"))
                .given(aUser().registered())
                .when(admit("$argon2id$2"))
                .expectResultMessagePayload(new Outcome.Refused("already-exists"))
                .expectNoEvents();
    }

    @Test
    void nobody_is_admitted_with_roles_or_a_link_that_cannot_be() {
        fixture.setReportIllegalStateChange(false);
        fixture.givenNoPriorActivity()
                .when(invite(List.of(BuiltInRole.OPERATOR.id()), END))
                .expectException(IllegalArgumentException.class);
        fixture.givenNoPriorActivity().when(invite(AUDITOR, NOON)).expectException(IllegalArgumentException.class);
    }

    @Test
    void nobody_is_admitted_with_anothers_link() {
        for (InvitationCommand.Create foreign : List.of(
                link(TENANT, new UserId("eve"), END),
                link(new TenantId("otherhotel00000000000000aa"), UserSample.ID, END))) {
            assertThatThrownBy(() -> new UserCommand.Admit(
                            aUser().register(), Optional.empty(), List.of(), Optional.of(foreign)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static UserCommand.Admit admit(String hash) {
        return new UserCommand.Admit(aUser().register(), Optional.of(Personal.of(hash)), List.of(), Optional.empty());
    }

    private static UserCommand.Admit invite(List<RoleId> roles, Instant end) {
        return new UserCommand.Admit(
                aUser().register(), Optional.empty(), roles, Optional.of(link(TENANT, UserSample.ID, end)));
    }

    private static InvitationCommand.Create link(TenantId tenant, UserId user, Instant end) {
        return new InvitationCommand.Create(tenant, LINK, user, SECRET, false, NOON, end);
    }
}
