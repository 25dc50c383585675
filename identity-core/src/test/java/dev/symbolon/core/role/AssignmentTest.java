package dev.symbolon.core.role;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.UserSample.ID;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.AssignmentEvent;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentTest {

    private static final RoleId PORTER = new RoleId("porter");
    private static final RoleId CLEANER = new RoleId("cleaner");
    private static final GroupId NIGHT = new GroupId("night");

    private final FixtureConfiguration<Assignment> fixture = Fixtures.of(Assignment.class);

    @Test
    void a_person_is_given_roles_and_groups_each_once() {
        fixture.givenNoPriorActivity()
                .when(assign(List.of(PORTER, CLEANER, PORTER), List.of(NIGHT, NIGHT)))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(assigned(List.of(PORTER, CLEANER), List.of(NIGHT)));
    }

    @Test
    void what_is_given_is_the_whole() {
        fixture.given(assigned(List.of(PORTER), List.of(NIGHT)))
                .when(assign(List.of(CLEANER), List.of()))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(assigned(List.of(CLEANER), List.of()));
    }

    @Test
    void everything_can_be_taken_away() {
        fixture.given(assigned(List.of(PORTER), List.of(NIGHT)))
                .when(assign(List.of(), List.of()))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(assigned(List.of(), List.of()));
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                Arguments.of(List.of(), assign(List.of(), List.of())),
                Arguments.of(List.of(assigned(List.of(), List.of())), assign(List.of(), List.of())),
                Arguments.of(
                        List.of(assigned(List.of(PORTER), List.of(NIGHT))),
                        assign(List.of(PORTER, PORTER), List.of(NIGHT))));
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void what_is_so_already_is_not_written(List<AssignmentEvent> before, AssignmentCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<Arguments> refusals() {
        List<RoleId> roles =
                IntStream.range(0, 51).mapToObj(i -> new RoleId("role-" + i)).toList();
        List<GroupId> groups =
                IntStream.range(0, 51).mapToObj(i -> new GroupId("group-" + i)).toList();
        return Stream.of(
                Arguments.of("too-many-roles", assign(roles, List.of())),
                Arguments.of("too-many-roles", assign(List.of(), groups)),
                Arguments.of("operator-outside-system", assign(List.of(PORTER, BuiltInRole.OPERATOR.id()), List.of())));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_nobody_can_be_is_refused(String reason, AssignmentCommand order) {
        for (List<AssignmentEvent> before :
                List.of(List.<AssignmentEvent>of(), List.of(assigned(List.of(PORTER), List.of())))) {
            Fixtures.of(Assignment.class)
                    .given(before)
                    .when(order)
                    .expectResultMessagePayload(new Outcome.Refused(reason))
                    .expectNoEvents();
        }
    }

    @Test
    void an_operator_is_one_of_the_platform() {
        List<RoleId> operator = List.of(BuiltInRole.OPERATOR.id());
        fixture.givenNoPriorActivity()
                .when(new AssignmentCommand(TenantId.SYSTEM, ID, operator, List.of(), NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(new AssignmentEvent.Changed(TenantId.SYSTEM, ID, operator, List.of(), NOON));
    }

    private static AssignmentCommand assign(List<RoleId> roles, List<GroupId> groups) {
        return new AssignmentCommand(TENANT, ID, roles, groups, NOON);
    }

    private static AssignmentEvent assigned(List<RoleId> roles, List<GroupId> groups) {
        return new AssignmentEvent.Changed(TENANT, ID, roles, groups, NOON);
    }
}
