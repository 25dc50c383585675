package dev.symbolon.core.role;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.GroupEvent;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupTest {

    private static final GroupId ID = new GroupId("nightshift000000000000000");
    private static final RoleId PORTER = new RoleId("porter");
    private static final GroupMetadata NIGHT = group("night-shift", PORTER);
    private static final GroupMetadata LATE = group("late-shift", PORTER);

    private static final GroupEvent DEFINED = new GroupEvent.Defined(TENANT, ID, NIGHT, NOON);
    private static final GroupEvent REMOVED = new GroupEvent.Removed(TENANT, ID, "night-shift", NOON);
    private static final GroupCommand REMOVE = new GroupCommand.Remove(TENANT, ID, NOON);

    private final FixtureConfiguration<Group> fixture = Fixtures.of(Group.class);

    static Stream<Arguments> orders() {
        GroupMetadata bare = group("night-shift");
        return Stream.of(
                Arguments.of(List.of(), define(NIGHT), DEFINED),
                Arguments.of(
                        List.of(DEFINED),
                        change(LATE),
                        new GroupEvent.Changed(TENANT, ID, LATE, Optional.of("night-shift"), NOON)),
                Arguments.of(
                        List.of(DEFINED),
                        change(bare),
                        new GroupEvent.Changed(TENANT, ID, bare, Optional.empty(), NOON)),
                Arguments.of(List.of(DEFINED), REMOVE, REMOVED),
                Arguments.of(
                        List.of(DEFINED, new GroupEvent.Changed(TENANT, ID, LATE, Optional.of("night-shift"), NOON)),
                        REMOVE,
                        new GroupEvent.Removed(TENANT, ID, "late-shift", NOON)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void an_order_that_fits_is_done(List<GroupEvent> before, GroupCommand order, GroupEvent event) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(event);
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                Arguments.of(List.of(DEFINED), change(NIGHT)), Arguments.of(List.of(DEFINED, REMOVED), REMOVE));
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void what_is_so_already_is_not_written(List<GroupEvent> before, GroupCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<Arguments> refusals() {
        GroupMetadata wordy = new GroupMetadata("night-shift", "x".repeat(201), List.of());
        GroupMetadata mighty = group(
                "night-shift",
                IntStream.range(0, 51).mapToObj(i -> new RoleId("role-" + i)).toArray(RoleId[]::new));
        GroupMetadata operators = group("night-shift", PORTER, BuiltInRole.OPERATOR.id());
        return Stream.of(
                Arguments.of("unknown", List.of(), change(NIGHT)),
                Arguments.of("unknown", List.of(), REMOVE),
                // Whoever was in it before would be in it again.
                Arguments.of("already-exists", List.of(DEFINED), define(NIGHT)),
                Arguments.of("already-exists", List.of(DEFINED, REMOVED), define(NIGHT)),
                Arguments.of("unknown", List.of(DEFINED, REMOVED), change(LATE)),
                Arguments.of("group-name", List.of(), define(group("Night shift"))),
                Arguments.of("group-name", List.of(), define(group("tenant-admin"))),
                Arguments.of("group-name", List.of(DEFINED), change(group(""))),
                Arguments.of("description", List.of(), define(wordy)),
                Arguments.of("description", List.of(DEFINED), change(wordy)),
                Arguments.of("too-many-roles", List.of(), define(mighty)),
                Arguments.of("too-many-roles", List.of(DEFINED), change(mighty)),
                Arguments.of("operator-outside-system", List.of(), define(operators)),
                Arguments.of("operator-outside-system", List.of(DEFINED), change(operators)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void an_order_that_does_not_fit_is_refused(String reason, List<GroupEvent> before, GroupCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    @Test
    void the_platforms_own_people_may_be_operators_by_a_group() {
        GroupMetadata operators = group("night-shift", BuiltInRole.OPERATOR.id());
        fixture.givenNoPriorActivity()
                .when(new GroupCommand.Define(TenantId.SYSTEM, ID, operators, NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(new GroupEvent.Defined(TenantId.SYSTEM, ID, operators, NOON));
    }

    private static GroupMetadata group(String name, RoleId... roles) {
        return new GroupMetadata(name, "", List.of(roles));
    }

    private static GroupCommand define(GroupMetadata metadata) {
        return new GroupCommand.Define(TENANT, ID, metadata, NOON);
    }

    private static GroupCommand change(GroupMetadata metadata) {
        return new GroupCommand.Change(TENANT, ID, metadata, NOON);
    }
}
