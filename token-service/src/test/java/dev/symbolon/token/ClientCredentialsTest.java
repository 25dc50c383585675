package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
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

/** RFC 6749 §4.4 with RFC 8707 §2.2 and RFC 9068, on the running service. */
class ClientCredentialsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String ROOMS = "https://rooms.test/api";
    private static final String KEYS = "https://keys.test/api";
    private static TestTenant tenant;
    private static TestTenant.Client service;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        service = tenant.client(both(tenant, aClient().service()));
    }

    private static ClientSample both(TestTenant tenant, ClientSample sample) {
        ResourceId rooms = tenant.resource(
                "Rooms",
                ROOMS + "/" + tenant.id().value(),
                new ResourceMetadata.Scope("rooms.read", "See rooms"),
                new ResourceMetadata.Scope("rooms.write", "Change rooms"));
        ResourceId keys = tenant.resource(
                "Keys", KEYS + "/" + tenant.id().value(), new ResourceMetadata.Scope("keys.open", "Open doors"));
        return sample.withPermissions(
                new Permission(rooms, Set.of("rooms.read", "gone.scope")), new Permission(keys, Set.of("keys.open")));
    }

    @Test
    void a_client_gets_a_token_for_itself_and_for_all_that_it_may_ask_for() {
        TestBrowser.Page answer = token(service, Map.of());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        Map<String, Object> body = CodeFlow.json(answer);
        assertThat(body)
                .containsOnlyKeys("access_token", "token_type", "expires_in", "scope")
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 300)
                .containsEntry("scope", "rooms.read keys.open");
        assertThat(CodeFlow.header(body.get("access_token"))).containsEntry("typ", "at+jwt");
        assertThat(CodeFlow.claims(body.get("access_token")))
                .containsEntry("iss", tenant.issuer())
                .containsEntry("sub", service.id().value())
                .containsEntry("client_id", service.id().value())
                .containsEntry("aud", List.of(audience(ROOMS), audience(KEYS)))
                .doesNotContainKeys("auth_time", "acr", "amr", "sid");
    }

    @Test
    void a_resource_narrows_the_audience_and_the_scopes() {
        Map<String, Object> body = CodeFlow.json(token(service, Map.of("resource", audience(KEYS))));

        assertThat(body).containsEntry("scope", "keys.open");
        assertThat(CodeFlow.claims(body.get("access_token"))).containsEntry("aud", List.of(audience(KEYS)));
    }

    @Test
    void a_scope_narrows_the_audience_to_where_it_is_known() {
        Map<String, Object> body = CodeFlow.json(token(service, Map.of("scope", "rooms.read")));

        assertThat(body).containsEntry("scope", "rooms.read");
        assertThat(CodeFlow.claims(body.get("access_token"))).containsEntry("aud", List.of(audience(ROOMS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rooms.write", "gone.scope", "openid", "keys.open rooms.write", "offline_access", "Rooms.read"})
    void a_scope_that_isn_t_the_client_s_is_refused(String scope) {
        refused(token(service, Map.of("scope", scope)), 400, "invalid_scope");
    }

    @Test
    void a_scope_of_another_resource_than_the_named_is_refused() {
        Map<String, String> both = Map.of("scope", "rooms.read", "resource", audience(KEYS));
        refused(token(service, both), 400, "invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other.test/api", "keys", "https://keys.test/api", "https://keys.test/api/#x"})
    void a_resource_that_isn_t_the_client_s_is_refused(String resource) {
        refused(token(service, Map.of("resource", resource)), 400, "invalid_target");
    }

    @Test
    void two_resources_can_be_named_and_one_wrong_among_them_is_refused() {
        String two = "grant_type=client_credentials&resource=" + audience(KEYS) + "&resource=";
        TestBrowser browser = TestBrowser.at(PLATFORM.node()).header("Authorization", CodeFlow.basic(service));

        Map<String, Object> body = CodeFlow.json(browser.post(tenant.path() + "/token", two + audience(ROOMS)));

        assertThat(CodeFlow.claims(body.get("access_token")))
                .containsEntry("aud", List.of(audience(ROOMS), audience(KEYS)));
        refused(browser.post(tenant.path() + "/token", two + "https://other.test"), 400, "invalid_target");
    }

    @Test
    void a_client_without_a_permission_gets_nothing() {
        TestTenant.Client bare = tenant.client(aClient().service().withPermissions());

        refused(token(bare, Map.of()), 400, "invalid_scope");
    }

    @Test
    void a_client_that_wasn_t_given_the_grant_gets_nothing() {
        TestTenant.Client web = tenant.client(aClient().withPermissions());

        refused(token(web, Map.of()), 400, "unauthorized_client");
    }

    @Test
    void a_web_app_with_both_grants_can_act_for_itself() {
        TestTenant.Client web = tenant.client(aClient()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS)
                .with(ClientAuthentication.CLIENT_SECRET_POST)
                .withPermission(
                        tenant.resource("Spa", "https://spa.test", new ResourceMetadata.Scope("spa", "Use the spa")),
                        "spa"));
        Map<String, String> form = Map.of(
                "grant_type", "client_credentials", "client_id", web.id().value(), "client_secret", web.secret());

        TestBrowser.Page answer = TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", form);

        assertThat(CodeFlow.json(answer)).containsEntry("scope", "spa");
        assertThat(CodeFlow.json(answer)).doesNotContainKeys("id_token", "refresh_token");
    }

    @Test
    void a_public_client_can_t_act_for_itself() {
        TestTenant.Client app = tenant.client(aClient().publicClient().withPermissions());
        Map<String, String> form =
                Map.of("grant_type", "client_credentials", "client_id", app.id().value());

        refused(TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", form), 400, "unauthorized_client");
    }

    @Test
    void a_wrong_secret_a_suspended_client_and_a_suspended_tenant_get_nothing() {
        TestTenant other = TestTenant.onboard(PLATFORM);
        TestTenant.Client client = other.client(both(other, aClient().service()));
        TestTenant.Client liar = new TestTenant.Client(client.id(), service.secret(), "");
        assertThat(at(other, client, Map.of()).status()).isEqualTo(200);

        refused(at(other, liar, Map.of()), 401, "invalid_client");
        refused(at(other, service, Map.of()), 401, "invalid_client");
        PLATFORM.send(other.id(), new ClientCommand.Suspend(other.id(), client.id(), "test", Instant.now()));
        refused(at(other, client, Map.of()), 401, "invalid_client");
        PLATFORM.send(other.id(), new ClientCommand.Reactivate(other.id(), client.id(), Instant.now()));
        assertThat(at(other, client, Map.of()).status()).isEqualTo(200);
        PLATFORM.send(other.id(), new TenantCommand.Suspend(other.id(), "test", Instant.now()));
        assertThat(at(other, client, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void a_service_s_token_opens_no_userinfo() {
        Object token = CodeFlow.json(token(service, Map.of())).get("access_token");

        TestBrowser.Page userinfo = TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo");

        assertThat(userinfo.status()).isEqualTo(401);
    }

    @Test
    void each_token_is_one_commit_that_names_it_and_a_refusal_is_none() {
        TestTenant other = TestTenant.onboard(PLATFORM);
        TestTenant.Client client = other.client(both(other, aClient().service()));
        Object token = CodeFlow.json(at(other, client, Map.of())).get("access_token");
        refused(at(other, client, Map.of("scope", "nope")), 400, "invalid_scope");

        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            List<Map.Entry<String, String>> events = store.eventsOf(other.id());
            assertThat(events).extracting(Map.Entry::getKey).containsOnlyOnce("grant.issued", "grant.tokens-issued");
            assertThat(events).extracting(Map.Entry::getValue).noneMatch(text -> text.contains(token.toString()));
        }
    }

    private static String audience(String api) {
        return api + "/" + tenant.id().value();
    }

    private static TestBrowser.Page token(TestTenant.Client client, Map<String, String> more) {
        return at(tenant, client, more);
    }

    private static TestBrowser.Page at(TestTenant where, TestTenant.Client client, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("grant_type", "client_credentials");
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(client))
                .post(where.path() + "/token", form);
    }

    private static void refused(TestBrowser.Page page, int status, String error) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(CodeFlow.json(page)).containsEntry("error", error).doesNotContainKey("access_token");
    }
}
