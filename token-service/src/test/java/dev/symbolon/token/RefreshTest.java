package dev.symbolon.token;

import static dev.symbolon.core.client.GrantType.AUTHORIZATION_CODE;
import static dev.symbolon.core.client.GrantType.REFRESH_TOKEN;
import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.token.running.RefreshFlow.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.Permission;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RefreshFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6749 §6, RFC 8707 §2.2 and OpenID Connect Core §11 and §12, on the running service. */
class RefreshTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String ROOMS = "https://rooms.test";
    private static final String KEYS = "https://keys.test";
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static ResourceId rooms;
    private static ResourceId keys;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        rooms = tenant.resource("Rooms", ROOMS, new ResourceMetadata.Scope("rooms.read", "See rooms"));
        keys = tenant.resource("Keys", KEYS, new ResourceMetadata.Scope("keys.open", "Open doors"));
    }

    private static ClientSample refreshing() {
        return aClient()
                .withGrants(AUTHORIZATION_CODE, REFRESH_TOKEN)
                .withOpenIdScopes("openid", "profile", "email", "offline_access")
                .withPermissions(
                        new Permission(rooms, Set.of("rooms.read")), new Permission(keys, Set.of("keys.open")));
    }

    private static RefreshFlow flow() {
        return new RefreshFlow(tenant, tenant.client(refreshing()));
    }

    private static TestBrowser browser() {
        return TestBrowser.at(PLATFORM.node());
    }

    @Test
    void a_refresh_token_gives_new_tokens_of_the_same_person_and_its_successor() {
        RefreshFlow flow = flow();
        Map<String, Object> first = flow.begin(browser(), ada, "openid profile offline_access");

        TestBrowser.Page page = flow.refresh(PLATFORM.otherNode(), token(first));

        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).contains("no-store");
        Map<String, Object> second = CodeFlow.json(page);
        assertThat(second)
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "openid profile offline_access");
        assertThat(token(second)).isNotEqualTo(token(first));
        Map<String, Object> before = CodeFlow.claims(first.get("access_token"));
        Map<String, Object> after = CodeFlow.claims(second.get("access_token"));
        assertThat(after.get("jti")).isNotEqualTo(before.get("jti"));
        for (String same :
                List.of("iss", "sub", "client_id", "aud", "scope", "grant_id", "auth_time", "acr", "amr", "sid")) {
            assertThat(after).as(same).containsEntry(same, before.get(same));
        }
        assertThat(browser()
                        .header("Authorization", "Bearer " + second.get("access_token"))
                        .get(tenant.path() + "/userinfo")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void its_id_token_tells_of_the_same_sign_in_and_has_no_nonce() {
        RefreshFlow flow = flow();
        Map<String, Object> first = flow.begin(browser(), ada, "openid offline_access");

        Map<String, Object> second = CodeFlow.json(flow.refresh(PLATFORM.node(), token(first)));

        Map<String, Object> before = CodeFlow.claims(first.get("id_token"));
        Map<String, Object> after = CodeFlow.claims(second.get("id_token"));
        // OpenID Connect Core §12.2.
        for (String same : List.of("iss", "sub", "aud", "auth_time", "acr", "amr", "sid")) {
            assertThat(after).as(same).containsEntry(same, before.get(same));
        }
        assertThat(before).containsKey("nonce");
        assertThat(after).doesNotContainKey("nonce").containsKey("at_hash");
    }

    @Test
    void without_openid_there_is_no_id_token() {
        RefreshFlow flow = flow();
        Map<String, Object> first = flow.begin(browser(), ada, "openid rooms.read offline_access");

        Map<String, Object> narrowed =
                CodeFlow.json(flow.refresh(PLATFORM.node(), token(first), Map.of("scope", "rooms.read")));

        assertThat(narrowed).containsEntry("scope", "rooms.read").doesNotContainKey("id_token");
    }

    @Test
    void a_client_without_the_grant_gets_no_refresh_token_whatever_it_asks_for() {
        TestTenant.Client client = tenant.client(refreshing().withGrants(AUTHORIZATION_CODE));

        Map<String, Object> answer = new RefreshFlow(tenant, client).begin(browser(), ada, "openid offline_access");

        assertThat(answer).doesNotContainKey("refresh_token").containsEntry("scope", "openid");
    }

    @Test
    void offline_access_counts_only_with_prompt_consent_or_when_it_was_agreed_to_before() {
        TestTenant.Client client = tenant.client(refreshing());
        TestBrowser browser = browser();
        CodeFlow flow = new CodeFlow(tenant, client).with("scope", "openid offline_access");

        assertThat(scope(flow, browser)).isEqualTo("openid");
        assertThat(scope(flow.with("prompt", "consent"), browser)).isEqualTo("openid offline_access");
        assertThat(scope(flow.without("prompt"), browser)).isEqualTo("openid offline_access");
    }

    @Test
    void a_first_party_web_app_asks_for_offline_access_and_a_native_one_just_has_it() {
        TestTenant.Client web = tenant.client(refreshing().firstParty());
        TestTenant.Client app = tenant.client(refreshing().publicClient().firstParty());
        CodeFlow byWeb = new CodeFlow(tenant, web).with("scope", "openid offline_access");
        CodeFlow byApp = new CodeFlow(tenant, app).with("scope", "openid offline_access");

        assertThat(scope(byWeb, browser())).isEqualTo("openid");
        Map<String, String> form = byApp.redemption(byApp.code(browser(), ada));
        form.put("client_id", app.id().value());
        assertThat(CodeFlow.json(browser().post(tenant.path() + "/token", form)))
                .containsEntry("scope", "openid offline_access")
                .containsKey("refresh_token");
    }

    private static Object scope(CodeFlow flow, TestBrowser browser) {
        return CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(browser, ada)))
                .get("scope");
    }

    @Test
    void without_offline_access_there_is_a_refresh_token_too_for_as_long_as_the_session() {
        RefreshFlow flow = flow();

        Map<String, Object> first = flow.begin(browser(), ada, "openid");

        assertThat(flow.refresh(PLATFORM.node(), token(first)).status()).isEqualTo(200);
    }

    @Test
    void a_resource_narrows_the_audience_and_the_next_refresh_has_it_all_again() {
        RefreshFlow flow = flow();
        Map<String, Object> first = flow.begin(browser(), ada, "openid rooms.read keys.open");
        assertThat(CodeFlow.claims(first.get("access_token"))).containsEntry("aud", List.of(ROOMS, KEYS));

        Map<String, Object> narrow =
                CodeFlow.json(flow.refresh(PLATFORM.node(), token(first), Map.of("resource", KEYS)));
        Map<String, Object> all = CodeFlow.json(flow.refresh(PLATFORM.node(), token(narrow)));

        assertThat(narrow).containsEntry("scope", "openid keys.open");
        assertThat(CodeFlow.claims(narrow.get("access_token"))).containsEntry("aud", List.of(KEYS));
        assertThat(CodeFlow.claims(all.get("access_token")))
                .containsEntry("aud", List.of(ROOMS, KEYS))
                .containsEntry("scope", "openid rooms.read keys.open");
    }

    @Test
    void a_scope_narrows_the_audience_to_where_it_is_known() {
        RefreshFlow flow = flow();
        Map<String, Object> first = flow.begin(browser(), ada, "openid rooms.read keys.open");

        Map<String, Object> narrow =
                CodeFlow.json(flow.refresh(PLATFORM.node(), token(first), Map.of("scope", "rooms.read")));

        assertThat(CodeFlow.claims(narrow.get("access_token")))
                .containsEntry("aud", List.of(ROOMS))
                .containsEntry("scope", "rooms.read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid profile", "keys.open", "rooms.write", "openid rooms.read offline_access", "\u00fc"})
    void a_scope_that_wasn_t_granted_is_refused_and_costs_nothing(String scope) {
        RefreshFlow flow = flow();
        Object first = token(flow.begin(browser(), ada, "openid rooms.read"));

        TestBrowser.Page wide = flow.refresh(PLATFORM.node(), first, Map.of("scope", scope));

        assertThat(wide.status()).isEqualTo(400);
        assertThat(CodeFlow.json(wide)).containsEntry("error", "invalid_scope");
        assertThat(flow.refresh(PLATFORM.node(), first).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEYS, "https://other.test", ROOMS + "/"})
    void a_resource_that_wasn_t_granted_is_refused_and_costs_nothing(String resource) {
        RefreshFlow flow = flow();
        Object first = token(flow.begin(browser(), ada, "openid rooms.read"));

        TestBrowser.Page wide = flow.refresh(PLATFORM.node(), first, Map.of("resource", resource));

        assertThat(wide.status()).isEqualTo(400);
        assertThat(CodeFlow.json(wide)).containsEntry("error", "invalid_target");
        assertThat(flow.refresh(PLATFORM.node(), first).status()).isEqualTo(200);
    }

    @Test
    void an_app_in_the_browser_names_itself_and_rotates() {
        TestTenant.Client client = tenant.client(refreshing().singlePage());
        RefreshFlow flow = new RefreshFlow(tenant, client, false);
        Object first = token(flow.begin(browser(), ada, "openid offline_access"));

        TestBrowser.Page second = flow.refresh(PLATFORM.node(), first);

        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(token(CodeFlow.json(second))).isNotEqualTo(first);
    }
}
