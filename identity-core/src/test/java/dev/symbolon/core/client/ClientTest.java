package dev.symbolon.core.client;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.ResourceSample;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientTest {

    private static final ClientId ID = ClientSample.ID;
    private static final ClientSecret SECOND = ClientSample.secret("second", "another");

    private final InMemoryModel model = new InMemoryModel();

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

        assertThat(model.when(client.register())).isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactly(client.registered());
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
    void a_client_that_contradicts_the_rules_is_refused(String reason, ClientSample client) {

        assertThat(model.when(client.register())).isEqualTo(new Outcome.Refused(reason));
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void registering_the_same_again_changes_nothing() {
        model.given(aClient().registered());

        assertThat(model.when(aClient().register())).isEqualTo(new Outcome.Unchanged());
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_client_id_is_never_taken_by_another() {
        model.given(aClient().registered());

        assertThat(model.when(aClient().named("Other").register())).isEqualTo(new Outcome.Refused("already-exists"));
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void metadata_changes_whole() {
        model.given(aClient().registered());

        assertThat(model.when(aClient().named("Rooms").change())).isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactly(aClient().named("Rooms").changed());
    }

    @Test
    void the_same_metadata_changes_nothing() {
        model.given(aClient().registered());

        assertThat(model.when(aClient().change())).isEqualTo(new Outcome.Unchanged());
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_change_that_contradicts_the_rules_is_refused() {
        model.given(aClient().registered());

        assertThat(model.when(aClient().withRedirect("http://booking.test/cb").change()))
                .isEqualTo(new Outcome.Refused("redirect-uri-scheme"));
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_client_never_changes_its_kind() {
        model.given(aClient().registered());

        assertThat(model.when(aClient().publicClient().change())).isEqualTo(new Outcome.Refused("kind-fixed"));
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void secrets_change_with_an_overlap() {
        List<ClientSecret> both = List.of(SECOND, ClientSample.secret("first", ClientSample.SECRET));
        model.given(aClient().registered());

        assertThat(model.when(new ClientCommand.ChangeSecrets(TENANT, ID, both, NOON)))
                .isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactly(new ClientEvent.SecretsChanged(TENANT, ID, both, NOON));
    }

    @Test
    void the_same_secrets_change_nothing() {
        model.given(aClient().withSecrets(SECOND).registered());

        assertThat(model.when(new ClientCommand.ChangeSecrets(TENANT, ID, List.of(SECOND), NOON)))
                .isEqualTo(new Outcome.Unchanged());
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_confidential_client_keeps_one_usable_secret() {
        model.given(aClient().registered());

        assertThat(model.when(new ClientCommand.ChangeSecrets(TENANT, ID, List.of(expiring("old")), NOON)))
                .isEqualTo(new Outcome.Refused("no-secret"));
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_public_client_gets_no_secret() {
        model.given(aClient().publicClient().registered());

        assertThat(model.when(new ClientCommand.ChangeSecrets(TENANT, ID, List.of(SECOND), NOON)))
                .isEqualTo(new Outcome.Refused("public-client-with-secret"));
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_client_is_suspended_and_reactivated() {
        model.given(aClient().registered());

        assertThat(model.when(new ClientCommand.Suspend(TENANT, ID, "leaked", NOON)))
                .isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactly(suspended());

        assertThat(model.when(new ClientCommand.Reactivate(TENANT, ID, NOON))).isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactly(new ClientEvent.Reactivated(TENANT, ID, NOON));
    }

    @Test
    void suspending_twice_changes_nothing() {
        model.given(aClient().registered(), suspended());

        assertThat(model.when(new ClientCommand.Suspend(TENANT, ID, "again", NOON)))
                .isEqualTo(new Outcome.Unchanged());
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void reactivating_an_active_client_changes_nothing() {
        model.given(aClient().registered());

        assertThat(model.when(new ClientCommand.Reactivate(TENANT, ID, NOON))).isEqualTo(new Outcome.Unchanged());
        assertThat(model.recorded()).isEmpty();
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

        assertThat(model.when(command)).isEqualTo(new Outcome.Refused("unknown"));
        assertThat(model.recorded()).isEmpty();
    }

    private static ClientEvent suspended() {
        return new ClientEvent.Suspended(TENANT, ID, "leaked", NOON);
    }

    private static ClientSecret expiring(String id) {
        return new ClientSecret(id, SecretHash.of("x"), Optional.of(NOON));
    }
}
