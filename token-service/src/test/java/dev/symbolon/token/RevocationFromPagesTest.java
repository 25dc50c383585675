package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a single-page app gives its tokens back, and reads how that went: itself, and no other page. */
class RevocationFromPagesTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String ORIGIN = "https://booking.test";
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static TestTenant tenant;
    private static TestTenant.Client app;
    private static TestTenant.Person ada;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        app = tenant.client(aClient().withPermissions().singlePage());
        ada = tenant.person("ada");
    }

    private static String accessToken() {
        CodeFlow flow = new CodeFlow(tenant, app);
        Map<String, String> form = flow.redemption(flow.code(TestBrowser.at(PLATFORM.node()), ada));
        form.put("client_id", app.id().value());
        return CodeFlow.json(TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", form))
                .get("access_token")
                .toString();
    }

    private static TestBrowser.Page revoke(String origin, Map<String, String> token) {
        Map<String, String> form = new LinkedHashMap<>(token);
        form.put("client_id", app.id().value());
        return TestBrowser.at(PLATFORM.node()).header("Origin", origin).post(tenant.path() + "/revoke", form);
    }

    private static int userinfo(String token) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo")
                .status();
    }

    @Test
    void the_browser_asks_before_and_is_let_send_it_without_cookies() {
        TestBrowser.Page page = TestBrowser.at(PLATFORM.node())
                .header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .send("OPTIONS", tenant.path() + "/revoke");

        assertThat(page.status()).isEqualTo(204);
        assertThat(page.header(ALLOWED)).contains(ORIGIN);
        assertThat(page.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(page.header("Access-Control-Allow-Headers")).contains("Authorization, Content-Type");
        assertThat(page.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(page.response().headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void the_app_s_own_page_reads_that_it_is_done_and_what_was_wrong() {
        String token = accessToken();
        assertThat(userinfo(token)).isEqualTo(200);

        TestBrowser.Page done = revoke(ORIGIN, Map.of("token", token));
        TestBrowser.Page wrong = revoke(ORIGIN, Map.of());

        assertThat(done.status()).isEqualTo(200);
        assertThat(userinfo(token)).isEqualTo(401);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(CodeFlow.json(wrong)).containsEntry("error", "invalid_request");
        for (TestBrowser.Page page : new TestBrowser.Page[] {done, wrong}) {
            assertThat(page.header(ALLOWED)).contains(ORIGIN);
            assertThat(page.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(page.response().headers().allValues("Vary")).contains("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.test", "http://booking.test", "https://booking.test.evil.test", "null"})
    void a_page_of_another_origin_reads_neither(String origin) {
        for (Map<String, String> form : List.of(Map.of("token", accessToken()), Map.<String, String>of())) {
            TestBrowser.Page page = revoke(origin, form);

            assertThat(page.header(ALLOWED)).isEmpty();
            assertThat(page.response().headers().allValues("Vary")).contains("Origin");
        }
    }
}
