package dev.symbolon.core.user;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aUser;
import static dev.symbolon.core.sample.UserSample.ID;
import static dev.symbolon.core.sample.UserSample.LOGIN_INDEX;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.sample.Fixtures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UserTest {

    private static final Profile PROFILE =
            new Profile(Personal.of("ada@guest.test"), Optional.empty(), Optional.empty(), false);
    private static final Profile CONTRADICTION =
            new Profile(Personal.of("ada@guest.test"), Optional.empty(), Optional.empty(), true);

    private static final UserEvent REGISTERED = aUser().registered();
    private static final UserEvent DISABLED = new UserEvent.Disabled(TENANT, ID, "left", NOON);
    private static final UserEvent ENABLED = new UserEvent.Enabled(TENANT, ID, NOON);
    private static final UserEvent ERASED = new UserEvent.Erased(TENANT, ID, LOGIN_INDEX, "asked for it", NOON);
    private static final UserEvent PROFILE_CHANGED = new UserEvent.ProfileChanged(TENANT, ID, PROFILE, NOON);

    private static final UserCommand CHANGE_PROFILE = new UserCommand.ChangeProfile(TENANT, ID, PROFILE, NOON);
    private static final UserCommand DISABLE = new UserCommand.Disable(TENANT, ID, "left", NOON);
    private static final UserCommand ENABLE = new UserCommand.Enable(TENANT, ID, NOON);
    private static final UserCommand ERASE = new UserCommand.Erase(TENANT, ID, "asked for it", NOON);

    private final FixtureConfiguration<User> fixture = Fixtures.of(User.class);

    @Test
    void a_person_is_registered() {
        fixture.givenNoPriorActivity()
                .when(aUser().register())
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(REGISTERED);
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(List.of(REGISTERED), CHANGE_PROFILE, PROFILE_CHANGED),
                Arguments.of(List.of(REGISTERED, DISABLED), CHANGE_PROFILE, PROFILE_CHANGED),
                Arguments.of(List.of(REGISTERED), DISABLE, DISABLED),
                Arguments.of(List.of(REGISTERED, DISABLED), ENABLE, ENABLED),
                Arguments.of(List.of(REGISTERED, DISABLED, ENABLED), DISABLE, DISABLED),
                Arguments.of(List.of(REGISTERED), ERASE, ERASED),
                Arguments.of(List.of(REGISTERED, DISABLED), ERASE, ERASED));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void an_order_that_fits_is_done(List<UserEvent> before, UserCommand order, UserEvent event) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(event);
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                Arguments.of(List.of(REGISTERED, DISABLED), DISABLE),
                Arguments.of(List.of(REGISTERED), ENABLE),
                Arguments.of(List.of(REGISTERED, ERASED), ERASE));
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void what_is_so_already_is_not_written(List<UserEvent> before, UserCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<Arguments> refusals() {
        UserCommand contradiction = new UserCommand.ChangeProfile(TENANT, ID, CONTRADICTION, NOON);
        return Stream.of(
                Arguments.of("unknown", List.of(), CHANGE_PROFILE),
                Arguments.of("unknown", List.of(), DISABLE),
                Arguments.of("unknown", List.of(), ENABLE),
                Arguments.of("unknown", List.of(), ERASE),
                Arguments.of("already-exists", List.of(REGISTERED), aUser().register()),
                Arguments.of("already-exists", List.of(REGISTERED, ERASED), aUser().register()),
                Arguments.of("erased", List.of(REGISTERED, ERASED), CHANGE_PROFILE),
                Arguments.of("erased", List.of(REGISTERED, ERASED), DISABLE),
                Arguments.of("erased", List.of(REGISTERED, ERASED), ENABLE),
                Arguments.of(
                        "email-verified-without-email",
                        List.of(),
                        aUser().with(CONTRADICTION).register()),
                Arguments.of("email-verified-without-email", List.of(REGISTERED), contradiction));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void an_order_that_does_not_fit_is_refused(String reason, List<UserEvent> before, UserCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }
}
