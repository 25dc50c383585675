package dev.symbolon.core.role;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.RoleEvent;
import dev.symbolon.core.sample.Fixtures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoleTest {

    private static final RoleId ID = new RoleId("reception0000000000000000");
    private static final RoleMetadata PORTER = application("porter");
    private static final RoleMetadata NIGHT_PORTER = application("night-porter");
    private static final RoleMetadata KEEPER = admin("keeper", "clients:read", "clients:write");

    private static final RoleEvent DEFINED = new RoleEvent.Defined(TENANT, ID, PORTER, NOON);
    private static final RoleEvent REMOVED = new RoleEvent.Removed(TENANT, ID, "porter", NOON);
    private static final RoleCommand REMOVE = new RoleCommand.Remove(TENANT, ID, NOON);

    private final FixtureConfiguration<Role> fixture = Fixtures.of(Role.class);

    static Stream<Arguments> orders() {
        RoleMetadata described = new RoleMetadata("porter", RoleKind.APPLICATION, "Carries bags", List.of());
        return Stream.of(
                Arguments.of(List.of(), define(PORTER), DEFINED),
                Arguments.of(List.of(), define(KEEPER), new RoleEvent.Defined(TENANT, ID, KEEPER, NOON)),
                Arguments.of(
                        List.of(), define(admin("keeper")), new RoleEvent.Defined(TENANT, ID, admin("keeper"), NOON)),
                Arguments.of(
                        List.of(DEFINED),
                        change(NIGHT_PORTER),
                        new RoleEvent.Changed(TENANT, ID, NIGHT_PORTER, Optional.of("porter"), NOON)),
                Arguments.of(
                        List.of(DEFINED),
                        change(described),
                        new RoleEvent.Changed(TENANT, ID, described, Optional.empty(), NOON)),
                Arguments.of(List.of(DEFINED), REMOVE, REMOVED),
                Arguments.of(
                        List.of(DEFINED, new RoleEvent.Changed(TENANT, ID, NIGHT_PORTER, Optional.of("porter"), NOON)),
                        REMOVE,
                        new RoleEvent.Removed(TENANT, ID, "night-porter", NOON)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void an_order_that_fits_is_done(List<RoleEvent> before, RoleCommand order, RoleEvent event) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(event);
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                Arguments.of(List.of(DEFINED), change(PORTER)), Arguments.of(List.of(DEFINED, REMOVED), REMOVE));
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void what_is_so_already_is_not_written(List<RoleEvent> before, RoleCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<Arguments> refusals() {
        RoleMetadata long201 = new RoleMetadata("porter", RoleKind.APPLICATION, "x".repeat(201), List.of());
        RoleMetadata powerful = new RoleMetadata("porter", RoleKind.APPLICATION, "", List.of("clients:read"));
        return Stream.of(
                Arguments.of("unknown", List.of(), change(PORTER)),
                Arguments.of("unknown", List.of(), REMOVE),
                // Whoever had it before would have it again, as whatever it is then.
                Arguments.of("already-exists", List.of(DEFINED), define(PORTER)),
                Arguments.of("already-exists", List.of(DEFINED, REMOVED), define(PORTER)),
                Arguments.of("unknown", List.of(DEFINED, REMOVED), change(NIGHT_PORTER)),
                Arguments.of("kind-fixed", List.of(DEFINED), change(admin("porter", "users:erase"))),
                Arguments.of("role-name", List.of(), define(application("Porter"))),
                Arguments.of("role-name", List.of(), define(application("night porter"))),
                Arguments.of("role-name", List.of(), define(application("porter\n"))),
                Arguments.of("role-name", List.of(), define(application(""))),
                Arguments.of("role-name", List.of(), define(application("x".repeat(65)))),
                Arguments.of("role-name", List.of(DEFINED), change(application("-"))),
                Arguments.of("description", List.of(), define(long201)),
                Arguments.of("description", List.of(DEFINED), change(long201)),
                Arguments.of("application-role-with-permissions", List.of(), define(powerful)),
                Arguments.of("application-role-with-permissions", List.of(DEFINED), change(powerful)),
                Arguments.of("unknown-permission", List.of(), define(admin("keeper", "clients:destroy"))),
                // By its id alone, and not by the scope that tokens carry.
                Arguments.of("unknown-permission", List.of(), define(admin("keeper", "symbolon:clients:read"))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void an_order_that_does_not_fit_is_refused(String reason, List<RoleEvent> before, RoleCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    static Stream<RoleId> builtIn() {
        return Stream.of(BuiltInRole.values()).map(BuiltInRole::id);
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void nothing_takes_a_built_in_roles_place(RoleId builtIn) {
        for (RoleCommand order :
                List.of(new RoleCommand.Define(TENANT, builtIn, PORTER, NOON), define(application(builtIn.value())))) {
            Fixtures.of(Role.class)
                    .givenNoPriorActivity()
                    .when(order)
                    .expectResultMessagePayload(
                            new Outcome.Refused(order.role().equals(builtIn) ? "already-exists" : "role-name"))
                    .expectNoEvents();
        }
    }

    @Test
    void a_built_in_role_is_neither_changed_nor_removed() {
        RoleId operator = BuiltInRole.OPERATOR.id();
        for (RoleCommand order : List.of(
                new RoleCommand.Change(TENANT, operator, KEEPER, NOON),
                new RoleCommand.Remove(TENANT, operator, NOON))) {
            Fixtures.of(Role.class)
                    .givenNoPriorActivity()
                    .when(order)
                    .expectResultMessagePayload(new Outcome.Refused("unknown"))
                    .expectNoEvents();
        }
    }

    private static RoleMetadata application(String name) {
        return new RoleMetadata(name, RoleKind.APPLICATION, "", List.of());
    }

    private static RoleMetadata admin(String name, String... permissions) {
        return new RoleMetadata(name, RoleKind.ADMIN, "", List.of(permissions));
    }

    private static RoleCommand define(RoleMetadata metadata) {
        return new RoleCommand.Define(TENANT, ID, metadata, NOON);
    }

    private static RoleCommand change(RoleMetadata metadata) {
        return new RoleCommand.Change(TENANT, ID, metadata, NOON);
    }
}
