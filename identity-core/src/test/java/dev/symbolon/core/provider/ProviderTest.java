package dev.symbolon.core.provider;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ProviderEvent;
import dev.symbolon.core.sample.Fixtures;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

    private static final ProviderId ID = new ProviderId("hotelgroup000000000000000");
    private static final String ISSUER = "https://id.hotel-group.test/tenants/7";
    private static final ProviderMetadata GROUP = from(ISSUER);
    private static final ProviderMetadata OFF = new ProviderMetadata(
            "Hotel group", ISSUER, "grand-hotel", List.of("openid", "email"), false, Optional.of("provider-1"));

    private static final ProviderEvent CONFIGURED = new ProviderEvent.Configured(TENANT, ID, GROUP, NOON);
    private static final ProviderEvent REMOVED = new ProviderEvent.Removed(TENANT, ID, NOON);
    private static final ProviderCommand REMOVE = new ProviderCommand.Remove(TENANT, ID, NOON);

    private final FixtureConfiguration<Provider> fixture = Fixtures.of(Provider.class);

    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(List.of(), configure(GROUP), CONFIGURED),
                Arguments.of(List.of(CONFIGURED), change(OFF), new ProviderEvent.Changed(TENANT, ID, OFF, NOON)),
                Arguments.of(List.of(CONFIGURED), REMOVE, REMOVED));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void an_order_that_fits_is_done(List<ProviderEvent> before, ProviderCommand order, ProviderEvent event) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(event);
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                Arguments.of(List.of(CONFIGURED), change(GROUP)), Arguments.of(List.of(CONFIGURED, REMOVED), REMOVE));
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void what_is_so_already_is_not_written(List<ProviderEvent> before, ProviderCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("unknown", List.of(), change(GROUP)),
                Arguments.of("unknown", List.of(), REMOVE),
                Arguments.of("unknown", List.of(CONFIGURED, REMOVED), change(OFF)),
                Arguments.of("already-exists", List.of(CONFIGURED), configure(GROUP)),
                Arguments.of("already-exists", List.of(CONFIGURED, REMOVED), configure(GROUP)),
                // Accounts that came from there would be somebody else's.
                Arguments.of("issuer-fixed", List.of(CONFIGURED), change(from("https://evil.test"))),
                Arguments.of("issuer-fixed", List.of(CONFIGURED), change(from(ISSUER + "/"))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void an_order_that_does_not_fit_is_refused(String reason, List<ProviderEvent> before, ProviderCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("name", with(" ", "grand-hotel", List.of("openid"))),
                Arguments.of("name", with("x".repeat(101), "grand-hotel", List.of("openid"))),
                Arguments.of("provider-client-id", with("Hotel group", "", List.of("openid"))),
                Arguments.of("provider-client-id", with("Hotel group", "x".repeat(201), List.of("openid"))),
                Arguments.of("too-many-scopes", with("Hotel group", "grand-hotel", Collections.nCopies(21, "openid"))),
                // It would be two, or another parameter, in the request to the provider.
                Arguments.of("scope-syntax", with("Hotel group", "grand-hotel", List.of("openid email"))),
                Arguments.of("scope-syntax", with("Hotel group", "grand-hotel", List.of("openid\n"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void what_no_provider_can_be_asked_by_is_refused(String reason, ProviderMetadata metadata) {
        refusedEither(reason, metadata);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.test",
                "HTTPS//id.test",
                "https:id.test",
                "https:///path",
                "https://user@id.test",
                "https://id.test?tenant=7",
                "https://id.test#here",
                "https://id .test",
                "//id.test",
                ""
            })
    void an_issuer_is_an_https_url_and_no_more(String issuer) {
        Fixtures.of(Provider.class)
                .givenNoPriorActivity()
                .when(configure(from(issuer)))
                .expectResultMessagePayload(new Outcome.Refused("provider-issuer"))
                .expectNoEvents();
    }

    @Test
    void a_refused_configuration_leaves_nothing_in_the_way_of_the_next() {
        fixture.givenCommands(configure(from("http://id.test")))
                .when(configure(GROUP))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(CONFIGURED);
    }

    private static void refusedEither(String reason, ProviderMetadata metadata) {
        Fixtures.of(Provider.class)
                .givenNoPriorActivity()
                .when(configure(metadata))
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
        Fixtures.of(Provider.class)
                .given(CONFIGURED)
                .when(change(metadata))
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    private static ProviderMetadata from(String issuer) {
        return new ProviderMetadata(
                "Hotel group", issuer, "grand-hotel", List.of("openid", "email"), true, Optional.of("provider-1"));
    }

    private static ProviderMetadata with(String name, String clientId, List<String> scopes) {
        return new ProviderMetadata(name, ISSUER, clientId, scopes, true, Optional.empty());
    }

    private static ProviderCommand configure(ProviderMetadata metadata) {
        return new ProviderCommand.Configure(TENANT, ID, metadata, NOON);
    }

    private static ProviderCommand change(ProviderMetadata metadata) {
        return new ProviderCommand.Change(TENANT, ID, metadata, NOON);
    }
}
