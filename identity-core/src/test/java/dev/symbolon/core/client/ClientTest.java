package dev.symbolon.core.client;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aTenant;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.ResourceSample;
import dev.symbolon.core.tenant.MigrationFlows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientTest {

    private static final ClientId ID = ClientSample.ID;
    private static final ClientSecret SECOND = ClientSample.secret("second", "another");

    private final FixtureConfiguration<Client> fixture =
            Fixtures.of(Client.class, MigrationFlows::new, aTenant().onboarded());

    static Stream<ClientSample> goodClients() {
        return Stream.of(
                aClient(),
                aClient().withoutPkce(),
                aClient().with(ClientAuthentication.CLIENT_SECRET_POST),
                aClient().withGrants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
                aClient().withGrants(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS),
                aClient().withSecrets(ClientSample.secret("first", "one"), SECOND),
                aClient().publicClient(),
                aClient().publicClient().withRedirect("http://127.0.0.1/cb"),
                aClient().firstParty(),
                aClient().withPermissions(),
                aClient().service());
    }

    @ParameterizedTest
    @MethodSource("goodClients")
    void a_client_is_registered(ClientSample client) {
        fixture.givenNoPriorActivity()
                .when(client.register())
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(client.registered());
    }

    static Stream<Arguments> badClients() {
        String[] many =
                IntStream.range(0, 51).mapToObj(i -> "https://a.test/" + i).toArray(String[]::new);
        return Stream.of(
                Arguments.of("name", aClient().named(" ")),
                Arguments.of("name", aClient().named("x".repeat(101))),
                Arguments.of("no-grant-type", aClient().withGrants()),
                Arguments.of("service-grant-types", aClient().service().withGrants(GrantType.AUTHORIZATION_CODE)),
                Arguments.of(
                        "service-grant-types",
                        aClient().service().withGrants(GrantType.CLIENT_CREDENTIALS, GrantType.REFRESH_TOKEN)),
                Arguments.of(
                        "public-client-credentials",
                        aClient()
                                .publicClient()
                                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS)),
                Arguments.of("refresh-token-without-code", aClient().withGrants(GrantType.REFRESH_TOKEN)),
                Arguments.of(
                        "response-type-without-grant-type",
                        aClient().withResponses(ResponseType.CODE, ResponseType.ID_TOKEN)),
                Arguments.of("grant-type-without-response-type", aClient().withResponses()),
                Arguments.of(
                        "post-logout-uris",
                        aClient().with(after("https://booking.test/bye", "https://booking.test/bye"))),
                Arguments.of("post-logout-redirect-uri-scheme", aClient().with(after("http://booking.test/bye"))),
                Arguments.of(
                        "front-channel-other-origin",
                        aClient()
                                .with(new LogoutAddresses(
                                        List.of(),
                                        Optional.empty(),
                                        Optional.of(new LogoutAddresses.Notified("https://evil.test/bye", false))))),
                Arguments.of(
                        "confidential-client-without-authentication", aClient().with(ClientAuthentication.NONE)),
                Arguments.of(
                        "confidential-client-without-authentication",
                        aClient().service().with(ClientAuthentication.NONE)),
                Arguments.of(
                        "public-client-with-authentication",
                        aClient().publicClient().with(ClientAuthentication.CLIENT_SECRET_BASIC)),
                Arguments.of(
                        "public-client-without-pkce", aClient().publicClient().withoutPkce()),
                Arguments.of("service-with-redirect-uri", aClient().service().withRedirect("https://a.test/cb")),
                Arguments.of("no-redirect-uri", aClient().withRedirect()),
                Arguments.of("too-many-redirect-uris", aClient().withRedirect(many)),
                Arguments.of(
                        "duplicate-redirect-uri", aClient().withRedirect("https://a.test/cb", "https://a.test/cb")),
                Arguments.of("openid-scope", aClient().withOpenIdScopes("openid", "bookings.read")),
                Arguments.of("service-with-openid-scope", aClient().service().withOpenIdScopes("openid")),
                Arguments.of(
                        "duplicate-permission",
                        aClient()
                                .withPermissions(
                                        new Permission(ResourceSample.ID, Set.of("a")),
                                        new Permission(ResourceSample.ID, Set.of("b")))),
                Arguments.of(
                        "permission-without-scope",
                        aClient().publicClient().withPermissions(new Permission(ResourceSample.ID, Set.of()))),
                Arguments.of("scope-syntax", aClient().withPermission(ResourceSample.ID, "two words")),
                Arguments.of("scope-syntax", aClient().withPermission(ResourceSample.ID, "quo\"te")),
                Arguments.of("scope-syntax", aClient().withPermission(ResourceSample.ID, "back\\slash")),
                Arguments.of("scope-syntax", aClient().withPermission(ResourceSample.ID, "")),
                Arguments.of(
                        "too-many-scopes",
                        aClient()
                                .withPermissions(new Permission(
                                        new ResourceId("r"),
                                        IntStream.range(0, 101)
                                                .mapToObj(i -> "s" + i)
                                                .collect(Collectors.toSet())))),
                Arguments.of(
                        "public-client-with-secret", aClient().publicClient().withSecrets(SECOND)),
                Arguments.of("no-secret", aClient().withSecrets()),
                Arguments.of("no-secret", aClient().withSecrets(expiring("old"))),
                Arguments.of("no-secret", aClient().service().withSecrets()),
                Arguments.of("duplicate-secret", aClient().withSecrets(SECOND, SECOND)),
                Arguments.of(
                        "too-many-secrets",
                        aClient()
                                .withSecrets(
                                        SECOND,
                                        ClientSample.secret("third", "3"),
                                        ClientSample.secret("fourth", "4"))));
    }

    @ParameterizedTest
    @MethodSource("badClients")
    void a_client_that_contradicts_the_rules_is_refused(
            String reason, ClientSample client) { // There is no stream that the fixture could compare with.
        fixture.setReportIllegalStateChange(false);
        fixture.givenNoPriorActivity()
                .when(client.register())
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    @Test
    void registering_the_same_again_changes_nothing() {
        fixture.given(aClient().registered())
                .when(aClient().register())
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_client_id_is_never_taken_by_another() {
        fixture.given(aClient().registered())
                .when(aClient().named("Other").register())
                .expectResultMessagePayload(new Outcome.Refused("already-exists"))
                .expectNoEvents();
    }

    @Test
    void metadata_changes_whole() {
        fixture.given(aClient().registered())
                .when(aClient().named("Rooms").change())
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aClient().named("Rooms").changed());
    }

    @Test
    void the_same_metadata_changes_nothing() {
        fixture.given(aClient().registered())
                .when(aClient().change())
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_change_that_contradicts_the_rules_is_refused() {
        fixture.given(aClient().registered())
                .when(aClient().withRedirect("http://booking.test/cb").change())
                .expectResultMessagePayload(new Outcome.Refused("redirect-uri-scheme"))
                .expectNoEvents();
    }

    @Test
    void a_client_never_changes_its_kind() {
        fixture.given(aClient().registered())
                .when(aClient().publicClient().change())
                .expectResultMessagePayload(new Outcome.Refused("kind-fixed"))
                .expectNoEvents();
    }

    @Test
    void secrets_change_with_an_overlap() {
        List<ClientSecret> both = List.of(SECOND, ClientSample.secret("first", ClientSample.SECRET));
        fixture.given(aClient().registered())
                .when(new ClientCommand.ChangeSecrets(TENANT, ID, both, NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(new ClientEvent.SecretsChanged(TENANT, ID, both, NOON));
    }

    @Test
    void the_same_secrets_change_nothing() {
        fixture.given(aClient().withSecrets(SECOND).registered())
                .when(new ClientCommand.ChangeSecrets(TENANT, ID, List.of(SECOND), NOON))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_confidential_client_keeps_one_usable_secret() {
        fixture.given(aClient().registered())
                .when(new ClientCommand.ChangeSecrets(TENANT, ID, List.of(expiring("old")), NOON))
                .expectResultMessagePayload(new Outcome.Refused("no-secret"))
                .expectNoEvents();
    }

    @Test
    void a_public_client_gets_no_secret() {
        fixture.given(aClient().publicClient().registered())
                .when(new ClientCommand.ChangeSecrets(TENANT, ID, List.of(SECOND), NOON))
                .expectResultMessagePayload(new Outcome.Refused("public-client-with-secret"))
                .expectNoEvents();
    }

    @Test
    void a_client_is_suspended_and_reactivated() {
        fixture.given(aClient().registered())
                .when(new ClientCommand.Suspend(TENANT, ID, "leaked", NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(suspended());
        fixture.given(aClient().registered(), suspended())
                .when(new ClientCommand.Reactivate(TENANT, ID, NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(new ClientEvent.Reactivated(TENANT, ID, NOON));
    }

    @Test
    void suspending_twice_changes_nothing() {
        fixture.given(aClient().registered(), suspended())
                .when(new ClientCommand.Suspend(TENANT, ID, "again", NOON))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void reactivating_an_active_client_changes_nothing() {
        fixture.given(aClient().registered())
                .when(new ClientCommand.Reactivate(TENANT, ID, NOON))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<ClientCommand> ordersToAKnownClient() {
        return Stream.of(
                aClient().change(),
                new ClientCommand.ChangeSecrets(TENANT, ID, List.of(SECOND), NOON),
                new ClientCommand.Suspend(TENANT, ID, "leaked", NOON),
                new ClientCommand.Reactivate(TENANT, ID, NOON));
    }

    @ParameterizedTest
    @MethodSource("ordersToAKnownClient")
    void an_unknown_client_takes_no_order(ClientCommand command) {
        // There is no stream that the fixture could compare with.
        fixture.setReportIllegalStateChange(false);
        fixture.givenNoPriorActivity()
                .when(command)
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }

    private static ClientEvent suspended() {
        return new ClientEvent.Suspended(TENANT, ID, "leaked", NOON);
    }

    private static LogoutAddresses after(String... uris) {
        return new LogoutAddresses(List.of(uris), Optional.empty(), Optional.empty());
    }

    private static ClientSecret expiring(String id) {
        return new ClientSecret(id, SecretHash.of("x"), Optional.of(NOON));
    }
}
