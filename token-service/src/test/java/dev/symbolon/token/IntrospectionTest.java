package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7662, and who hears what of which token. */
class IntrospectionTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Map<String, Object> INACTIVE = Map.of("active", false);
    private static TestTenant tenant;
    private static ResourceId rooms;
    private static TestTenant.Client service;
    private static TestTenant.Client roomsApi;
    private static String token;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        rooms = tenant.resource(
                "Rooms",
                "https://rooms.test/" + tenant.id().value(),
                new ResourceMetadata.Scope("rooms.read", "See rooms"));
        service = tenant.client(aClient().service().withPermissions(new Permission(rooms, Set.of("rooms.read"))));
        roomsApi = tenant.client(aClient().service().withPermissions(new Permission(rooms, Set.of())));
        token = own(tenant, service);
    }

    @Test
    void the_api_that_a_token_is_for_sees_what_it_says() {
        TestBrowser.Page page = introspect(roomsApi, token);

        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).contains("no-store");
        Map<String, Object> claims = CodeFlow.claims(token);
        assertThat(CodeFlow.json(page))
                .containsOnlyKeys(
                        "active", "scope", "client_id", "token_type", "exp", "iat", "sub", "aud", "iss", "jti")
                .containsEntry("active", true)
                .containsEntry("scope", "rooms.read")
                .containsEntry("client_id", service.id().value())
                .containsEntry("token_type", "Bearer")
                .containsEntry("iss", tenant.issuer())
                .containsEntry(
                        "aud", List.of("https://rooms.test/" + tenant.id().value()))
                .containsEntry("exp", claims.get("exp"))
                .containsEntry("iat", claims.get("iat"))
                .containsEntry("sub", claims.get("sub"))
                .containsEntry("jti", claims.get("jti"));
    }

    @Test
    void a_client_sees_its_own_token_and_another_hears_that_it_isn_t_active() {
        assertThat(CodeFlow.json(introspect(service, token))).containsEntry("active", true);

        // It may ask for tokens to the same API, but isn't the API.
        TestTenant.Client other =
                tenant.client(aClient().service().withPermissions(new Permission(rooms, Set.of("rooms.read"))));
        assertThat(CodeFlow.json(introspect(other, token))).isEqualTo(INACTIVE);
        ResourceId keys = tenant.resource(
                "Keys",
                "https://keys.test/" + tenant.id().value(),
                new ResourceMetadata.Scope("keys.open", "Open doors"));
        TestTenant.Client otherApi = tenant.client(aClient().service().withPermissions(new Permission(keys, Set.of())));
        assertThat(CodeFlow.json(introspect(otherApi, token))).isEqualTo(INACTIVE);
    }

    @Test
    void any_node_answers_and_so_does_a_hint_that_is_wrong() {
        TestBrowser.Page other = TestBrowser.at(PLATFORM.otherNode())
                .header("Authorization", CodeFlow.basic(service))
                .post(tenant.path() + "/introspect", Map.of("token", token, "token_type_hint", "refresh_token"));

        assertThat(CodeFlow.json(other)).containsEntry("active", true);
    }

    @Test
    void an_id_token_is_no_token_to_ask_about() {
        TestTenant.Client web = tenant.client(aClient().withPermissions());
        CodeFlow flow = new CodeFlow(tenant, web);
        Map<String, Object> tokens = CodeFlow.json(
                flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), tenant.person("ada"))));

        assertThat(CodeFlow.json(introspect(web, tokens.get("access_token").toString())))
                .containsEntry("active", true);
        assertThat(CodeFlow.json(introspect(web, tokens.get("id_token").toString())))
                .isEqualTo(INACTIVE);
    }

    @Test
    void a_truncated_extended_or_bit_flipped_token_isn_t_active() {
        assertThat(CodeFlow.json(introspect(service, token))).containsEntry("active", true);
        for (int at = 1; at < token.length(); at += 37) {
            assertThat(CodeFlow.json(introspect(service, token.substring(0, at))))
                    .isEqualTo(INACTIVE);
            char flipped = token.charAt(at) == 'A' ? 'B' : 'A';
            if (token.charAt(at) != '.') {
                assertThat(CodeFlow.json(
                                introspect(service, token.substring(0, at) + flipped + token.substring(at + 1))))
                        .as("at " + at)
                        .isEqualTo(INACTIVE);
            }
        }
        for (String other : List.of(token + "A", token + ".", " " + token, "x", "..", "a.b.c", token + "." + token)) {
            assertThat(CodeFlow.json(introspect(service, other))).as(other).isEqualTo(INACTIVE);
        }
    }

    @Test
    void another_tenant_s_client_and_another_tenant_s_token_get_nowhere() {
        TestTenant other = TestTenant.onboard(PLATFORM);
        ResourceId resource = other.resource(
                "Rooms",
                "https://rooms.test/" + tenant.id().value(),
                new ResourceMetadata.Scope("rooms.read", "See rooms"));
        TestTenant.Client otherApi =
                other.client(aClient().service().withPermissions(new Permission(resource, Set.of())));

        assertThat(introspect(otherApi, token).status()).isEqualTo(401);
        TestBrowser.Page there = TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(otherApi))
                .post(other.path() + "/introspect", Map.of("token", token));
        assertThat(CodeFlow.json(there)).isEqualTo(INACTIVE);
    }

    @Test
    void whoever_doesn_t_prove_to_be_a_client_is_refused() {
        TestTenant.Client app = tenant.client(aClient().publicClient().withPermissions());
        TestBrowser nobody = TestBrowser.at(PLATFORM.node());
        String path = tenant.path() + "/introspect";

        assertThat(nobody.post(path, Map.of("token", token)).status()).isEqualTo(401);
        assertThat(nobody.post(
                                path,
                                Map.of("token", token, "client_id", app.id().value()))
                        .status())
                .as("a public client proves nothing")
                .isEqualTo(401);
        assertThat(nobody.post(
                                path,
                                Map.of("token", token, "client_id", service.id().value()))
                        .status())
                .isEqualTo(401);
        TestBrowser wrong = TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(new TestTenant.Client(service.id(), "wrong", "")));
        TestBrowser.Page refused = wrong.post(path, Map.of("token", token));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
        TestBrowser bearer = TestBrowser.at(PLATFORM.node()).header("Authorization", "Bearer " + token);
        assertThat(bearer.post(path, Map.of("token", token)).status()).isEqualTo(401);
    }

    @Test
    void a_client_proves_itself_by_the_method_that_it_registered() {
        TestTenant.Client poster = tenant.client(aClient()
                .service()
                .withPermissions(new Permission(rooms, Set.of()))
                .with(ClientAuthentication.CLIENT_SECRET_POST));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", poster.id().value());
        form.put("client_secret", poster.secret());
        form.put("token", token);

        TestBrowser.Page posted = TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/introspect", form);
        assertThat(CodeFlow.json(posted)).containsEntry("active", true);
        assertThat(introspect(poster, token).status()).isEqualTo(401);
        TestBrowser.Page both = TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(poster))
                .post(tenant.path() + "/introspect", form);
        assertThat(both.status()).isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token=a&token=b", "token=a&client_id=x&client_id=x", "token=", "token_type_hint=x"})
    void a_request_without_one_token_is_refused(String form) {
        TestBrowser.Page page = TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(service))
                .post(tenant.path() + "/introspect", form);

        assertThat(page.status()).isEqualTo(400);
        assertThat(CodeFlow.json(page)).containsEntry("error", "invalid_request");
    }

    @Test
    void only_a_post_is_answered_and_nothing_in_the_uri() {
        TestBrowser browser = TestBrowser.at(PLATFORM.node()).header("Authorization", CodeFlow.basic(service));

        assertThat(browser.get(tenant.path() + "/introspect?token=" + token).status())
                .isEqualTo(405);
        assertThat(browser.post(tenant.path() + "/introspect?token=" + token, Map.of("token", token))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_suspended_client_s_or_tenant_s_tokens_are_void_and_stay_so_when_it_goes_on() {
        TestTenant hotel = TestTenant.onboard(PLATFORM);
        ResourceId bar = hotel.resource(
                "Bar",
                "https://bar.test/" + hotel.id().value(),
                new ResourceMetadata.Scope("bar.open", "Open the bar"));
        TestTenant.Client waiter =
                hotel.client(aClient().service().withPermissions(new Permission(bar, Set.of("bar.open"))));
        TestTenant.Client api = hotel.client(aClient().service().withPermissions(new Permission(bar, Set.of())));
        String first = own(hotel, waiter);
        assertThat(active(hotel, api, first)).isTrue();

        PLATFORM.send(hotel.id(), new ClientCommand.Suspend(hotel.id(), waiter.id(), "test", Instant.now()));
        assertThat(active(hotel, api, first)).isFalse();
        PLATFORM.send(hotel.id(), new ClientCommand.Reactivate(hotel.id(), waiter.id(), Instant.now()));
        String second = own(hotel, waiter);
        assertThat(active(hotel, api, first)).isFalse();
        assertThat(active(hotel, api, second)).isTrue();

        PLATFORM.send(hotel.id(), new TenantCommand.Suspend(hotel.id(), "unpaid", Instant.now()));
        assertThat(active(hotel, api, second)).isFalse();
        PLATFORM.send(hotel.id(), new TenantCommand.Reactivate(hotel.id(), Instant.now()));
        assertThat(active(hotel, api, second)).isFalse();
        assertThat(active(hotel, api, own(hotel, waiter))).isTrue();
    }

    private static boolean active(TestTenant of, TestTenant.Client by, String token) {
        return (boolean) CodeFlow.json(TestBrowser.at(PLATFORM.node())
                        .header("Authorization", CodeFlow.basic(by))
                        .post(of.path() + "/introspect", Map.of("token", token)))
                .get("active");
    }

    private static TestBrowser.Page introspect(TestTenant.Client by, String token) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(by))
                .post(tenant.path() + "/introspect", Map.of("token", token));
    }

    private static String own(TestTenant of, TestTenant.Client client) {
        TestBrowser.Page page = TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(client))
                .post(of.path() + "/token", Map.of("grant_type", "client_credentials"));
        return CodeFlow.json(page).get("access_token").toString();
    }
}
