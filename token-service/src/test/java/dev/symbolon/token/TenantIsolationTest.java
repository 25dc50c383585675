package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SECURITY.md, "Tenants": what one tenant gave is nothing at another. */
class TenantIsolationTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant here;
    private static TestTenant there;
    private static TestTenant.Person ada;
    private static TestTenant.Person adaThere;
    private static TestTenant.Client client;
    private static TestTenant.Client clientThere;
    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    @BeforeAll
    static void onboard() {
        here = TestTenant.onboard(PLATFORM);
        there = TestTenant.onboard(PLATFORM);
        ada = here.person("ada");
        adaThere = there.person("ada");
        client = here.client(aClient().withPermissions());
        clientThere = there.client(aClient().withPermissions());
    }

    @Test
    void a_code_is_nothing_at_another_tenant_and_still_good_at_its_own() {
        String code = new CodeFlow(here, client).code(browser, ada);

        TestBrowser.Page foreign = new CodeFlow(there, clientThere).redeem(PLATFORM.node(), code);

        assertThat(CodeFlow.json(foreign)).containsEntry("error", "invalid_grant");
        assertThat(new CodeFlow(here, client).redeem(PLATFORM.node(), code).status())
                .isEqualTo(200);
    }

    @Test
    void a_client_is_unknown_at_another_tenant() {
        assertThat(new CodeFlow(there, client).authorize(browser).status()).isEqualTo(400);
        assertThat(new CodeFlow(there, client).redeem(PLATFORM.node(), "x").status())
                .isEqualTo(401);
    }

    @Test
    void a_token_opens_nothing_at_another_tenant() {
        CodeFlow flow = new CodeFlow(here, client);
        Object token = CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(browser, ada)))
                .get("access_token");
        TestBrowser caller = TestBrowser.at(PLATFORM.node()).header("Authorization", "Bearer " + token);

        assertThat(caller.get(there.path() + "/userinfo").status()).isEqualTo(401);
        assertThat(caller.get(here.path() + "/userinfo").status()).isEqualTo(200);
    }

    @Test
    void a_session_and_its_cookies_are_nothing_at_another_tenant() {
        new CodeFlow(here, client).complete(browser, ada);

        assertThat(new CodeFlow(there, clientThere).authorize(browser).body()).contains("name=\"password\"");
    }

    @Test
    void a_password_and_a_form_are_nothing_at_another_tenant() {
        TestBrowser.Page signIn = new CodeFlow(there, clientThere).authorize(browser);
        assertThat(browser.signIn(signIn, ada.login(), ada.password()).status()).isEqualTo(401);

        Map<String, String> form = signIn.form();
        form.put("username", ada.login());
        form.put("password", ada.password());
        assertThat(browser.post(here.path() + "/sign-in", form).status()).isEqualTo(400);
        form.put("decision", "allow");
        assertThat(browser.post(here.path() + "/consent", form).status()).isEqualTo(400);
        assertThat(adaThere.password()).isNotEqualTo(ada.password());
    }

    @Test
    void the_keys_are_the_tenant_s_own() {
        String keys = browser.get(here.path() + "/jwks").body();
        String keysThere = browser.get(there.path() + "/jwks").body();

        assertThat(keys).contains("kid").isNotEqualTo(keysThere);
    }

    @ParameterizedTest
    @CsvSource({
        "/t/nobody/authorize,text/html",
        "/t/nobody/authorize/resume,text/html",
        "/t/NOBODY/authorize,text/html",
        "/t/nobody/jwks,application/json",
        "/t/nobody/userinfo,application/json",
        "/t/nobody/.well-known/openid-configuration,application/json",
        "/.well-known/oauth-authorization-server/t/nobody,application/json",
        "/t/no.body/jwks,application/json",
        "/nothing,application/json"
    })
    void an_unknown_tenant_is_a_clear_404_in_the_endpoint_s_form(String path, String type) {
        TestBrowser.Page page = browser.get(path);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith(type);
        assertThat(page.body()).doesNotContain("Exception", "\tat ", "Tomcat");
    }

    /** Not 404: what would be another path once it is decoded isn't looked for at all. */
    @Test
    void a_slash_that_hides_in_a_slug_is_refused_before_any_tenant_is_looked_for() {
        TestBrowser.Page page = browser.get("/t/a%2Fb/jwks");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).doesNotContain("Exception", "\tat ", "Tomcat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/sign-in", "/consent"})
    void an_unknown_tenant_is_a_404_for_posts_too(String endpoint) {
        assertThat(browser.post("/t/nobody" + endpoint, "a=b").status()).isEqualTo(404);
    }

    @Test
    void a_suspended_tenant_authorizes_nothing_and_its_tokens_open_nothing() {
        TestTenant gone = TestTenant.onboard(PLATFORM);
        TestTenant.Person bob = gone.person("bob");
        CodeFlow flow = new CodeFlow(gone, gone.client(aClient().withPermissions()));
        String code = flow.code(browser, bob);
        String second = flow.code(browser, bob);
        Object token = CodeFlow.json(flow.redeem(PLATFORM.node(), code)).get("access_token");
        PLATFORM.send(gone.id(), new TenantCommand.Suspend(gone.id(), "test", Instant.now()));

        assertThat(flow.authorize(browser).status()).isEqualTo(403);
        assertThat(flow.redeem(PLATFORM.node(), second).status()).isEqualTo(403);
        for (RunningPlatform.Node node : new RunningPlatform.Node[] {PLATFORM.node(), PLATFORM.otherNode()}) {
            assertThat(TestBrowser.at(node)
                            .header("Authorization", "Bearer " + token)
                            .get(gone.path() + "/userinfo")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void client_ids_of_two_tenants_don_t_collide_with_people() {
        assertThat(new CodeFlow(
                                here,
                                new TestTenant.Client(new ClientId(ada.id().value()), "x", client.redirectUri()))
                        .authorize(browser)
                        .status())
                .isEqualTo(400);
    }
}
