package dev.symbolon.core.resource;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aResource;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ResourceEvent;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.ResourceSample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

    private final FixtureConfiguration<Resource> fixture = Fixtures.of(Resource.class);

    @Test
    void an_api_is_registered() {
        fixture.givenNoPriorActivity()
                .when(aResource().register())
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aResource().registered());
    }

    @Test
    void registering_the_same_again_changes_nothing() {
        fixture.given(aResource().registered())
                .when(aResource().register())
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void an_id_is_never_taken_by_another_api() {
        fixture.given(aResource().registered())
                .when(aResource().named("Other").register())
                .expectResultMessagePayload(new Outcome.Refused("already-exists"))
                .expectNoEvents();
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:grand-hotel:bookings", "https://api.test", "https://api.test/a?b=c"})
    void an_audience_is_an_absolute_uri(String audience) {
        fixture.givenNoPriorActivity()
                .when(aResource().withAudience(audience).register())
                .expectResultMessagePayload(new Outcome.Done());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bookings", "/bookings", "https://api.test/#", "https://api.test/#a", "https://a b", "ü:x"})
    void anything_else_is_no_audience(String audience) {
        fixture.givenNoPriorActivity()
                .when(aResource().withAudience(audience).register())
                .expectResultMessagePayload(new Outcome.Refused("audience"))
                .expectNoEvents();
    }

    static Stream<Arguments> badResources() {
        String[] many = IntStream.range(0, 101).mapToObj(i -> "s" + i).toArray(String[]::new);
        return Stream.of(
                Arguments.of("audience", aResource().withAudience("https://" + "a".repeat(2048))),
                Arguments.of("name", aResource().named(" ")),
                Arguments.of("name", aResource().named("x".repeat(101))),
                Arguments.of("access-token-life", aResource().withTokensFor(Duration.ZERO)),
                Arguments.of("access-token-life", aResource().withTokensFor(Duration.ofHours(25))),
                Arguments.of("too-many-scopes", aResource().withScopes(many)),
                Arguments.of("duplicate-scope", aResource().withScopes("a", "a")),
                Arguments.of("scope-syntax", aResource().withScopes("two words")),
                Arguments.of("scope-syntax", aResource().withScopes("x".repeat(101))),
                Arguments.of("reserved-scope", aResource().withScopes("openid")),
                Arguments.of("reserved-scope", aResource().withScopes("offline_access")),
                Arguments.of("reserved-scope", aResource().withScopes("symbolon:users:read")),
                Arguments.of("consent-text", aResource().withScopes(List.of(new ResourceMetadata.Scope("a", " ")))),
                Arguments.of(
                        "consent-text",
                        aResource().withScopes(List.of(new ResourceMetadata.Scope("a", "x".repeat(501))))));
    }

    @ParameterizedTest
    @MethodSource("badResources")
    void an_api_against_the_rules_is_refused(String reason, ResourceSample resource) {
        fixture.givenNoPriorActivity()
                .when(resource.register())
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    @ParameterizedTest
    @MethodSource("badResources")
    void an_api_is_not_changed_against_the_rules(String reason, ResourceSample resource) {
        String expected = reason.equals("audience") ? "audience-fixed" : reason;
        fixture.given(aResource().registered())
                .when(resource.change())
                .expectResultMessagePayload(new Outcome.Refused(expected))
                .expectNoEvents();
    }

    @Test
    void a_change_names_the_scopes_that_came_and_went() {
        ResourceSample changed = aResource().withScopes("bookings.read", "bookings.cancel");
        fixture.given(aResource().registered())
                .when(changed.change())
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(new ResourceEvent.Changed(
                        TENANT,
                        ResourceSample.ID,
                        changed.metadata(),
                        List.of("bookings.cancel"),
                        List.of("bookings.write"),
                        NOON));
    }

    @Test
    void the_same_metadata_changes_nothing() {
        fixture.given(aResource().registered())
                .when(aResource().change())
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void the_audience_never_changes() {
        fixture.given(aResource().registered())
                .when(aResource().withAudience("https://other.test").change())
                .expectResultMessagePayload(new Outcome.Refused("audience-fixed"))
                .expectNoEvents();
    }

    @Test
    void an_unknown_api_is_not_changed() {
        fixture.givenNoPriorActivity()
                .when(aResource().change())
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }
}
