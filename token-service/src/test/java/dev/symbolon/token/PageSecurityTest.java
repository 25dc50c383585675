package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SECURITY.md, "All pages": what keeps them from being framed, leaked, scripted or moved to another host. */
class PageSecurityTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        client = tenant.client(aClient().withPermissions());
    }

    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    private static CodeFlow flow() {
        return new CodeFlow(tenant, client);
    }

    @Test
    void every_page_has_the_headers_that_keep_it_from_being_framed_leaked_or_scripted() {
        TestBrowser.Page signIn = new CodeFlow(tenant, tenant.client(aClient().withPermissions())).authorize(browser);
        TestBrowser.Page consent =
                browser.get(browser.signIn(signIn, ada.login(), ada.password()).location());
        TestBrowser.Page error = flow().with("redirect_uri", "x").authorize(browser);

        for (TestBrowser.Page page : new TestBrowser.Page[] {signIn, consent, error}) {
            assertThat(page.header("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe", "script-src", "*");
            assertThat(page.header("Referrer-Policy")).contains("no-referrer");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(page.body()).doesNotContain("<script", "style=", "http://", "onload");
        }
        assertThat(signIn.header("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self' https://booking.test;");
    }

    @Test
    void browsers_are_told_to_come_by_tls_alone_where_the_address_is_one_of_tls() {
        assertThat(browser.get(tenant.path() + "/jwks").header("Strict-Transport-Security"))
                .isEmpty();
        RunningPlatform.Node secure =
                PLATFORM.start("node-tls", List.of("--symbolon.token.issuer-base=https://id.symbolon.test"), _ -> {});
        try (var _ = secure.context()) {
            TestBrowser there = TestBrowser.at(secure);
            for (String path : List.of("/jwks", "/authorize", "/nothing")) {
                assertThat(there.get(tenant.path() + path).header("Strict-Transport-Security"))
                        .as(path)
                        .contains("max-age=63072000");
            }
            TestBrowser.Page preflight = TestBrowser.at(secure)
                    .header("Origin", "https://app.test")
                    .header("Access-Control-Request-Method", "POST")
                    .send("OPTIONS", tenant.path() + "/token");
            assertThat(preflight.header("Access-Control-Allow-Origin")).isPresent();
            assertThat(preflight.header("Strict-Transport-Security")).contains("max-age=63072000");
        }
    }

    @Test
    void text_of_clients_and_people_is_escaped() {
        TestTenant.Client named = tenant.client(aClient().withPermissions().named("<script>alert(1)</script>"));

        TestBrowser.Page page = new CodeFlow(tenant, named)
                .with("login_hint", "\"><script>alert(2)</script>")
                .authorize(browser);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void cookies_are_the_tenant_s_http_only_and_lax() {
        TestBrowser.Page signIn = flow().authorize(browser);
        TestBrowser.Page signedIn = browser.signIn(signIn, ada.login(), ada.password());

        assertThat(signIn.response().headers().allValues("Set-Cookie"))
                .hasSize(1)
                .allMatch(cookie -> cookie.contains("; Path=" + tenant.path() + ";")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax"));
        assertThat(signedIn.response().headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("; Path=" + tenant.path() + ";")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax"));
    }

    @Test
    void the_host_header_changes_no_issuer_and_no_link() {
        TestBrowser.Page discovery = TestBrowser.at(PLATFORM.node())
                .header("X-Forwarded-Host", "evil.test")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.test")
                .get(tenant.path() + "/.well-known/openid-configuration");

        assertThat(CodeFlow.json(discovery)).containsEntry("issuer", tenant.issuer());
        assertThat(discovery.body()).doesNotContain("evil.test", "127.0.0.1");
    }
}
