package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an answer may go: a redirect URI is compared as an exact string, and a bad one is never gone to. */
class RedirectUriTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://booking.test/cb/",
                "https://booking.test/cb/more",
                "https://booking.test/cb?a=b",
                "https://booking.test/cb#a",
                "https://booking.test/CB",
                "https://BOOKING.test/cb",
                "https://user@booking.test/cb",
                "https://booking.test@evil.test/cb",
                "https://booking.test%2fcb",
                "https://booking.test/x/../cb",
                "https://booking.test\\cb",
                "https://evil.test/cb",
                "javascript:alert(1)",
                "x"
            })
    void a_redirect_uri_that_isn_t_the_exact_string_is_an_error_page(String uri) {
        for (String prompt : new String[] {"login", "none"}) {
            TestBrowser.Page page =
                    flow().with("redirect_uri", uri).with("prompt", prompt).authorize(browser);

            isErrorPage(page, 400);
            assertThat(page.body()).doesNotContain("evil.test");
        }
    }

    @Test
    void a_missing_redirect_uri_is_an_error_page() {
        isErrorPage(flow().without("redirect_uri").authorize(browser), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "a/b",
                "../x",
                "'\"<script>",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void an_unknown_client_is_an_error_page(String id) {
        isErrorPage(flow().with("client_id", id).authorize(browser), 400);
    }

    @Test
    void a_suspended_client_is_an_error_page() {
        TestTenant.Client suspended = tenant.client(aClient().withPermissions());
        PLATFORM.send(tenant.id(), new ClientCommand.Suspend(tenant.id(), suspended.id(), "test", Instant.now()));

        isErrorPage(new CodeFlow(tenant, suspended).authorize(browser), 400);
    }

    @Test
    void a_loopback_client_s_port_may_vary_and_nothing_else() {
        TestTenant.Client app = tenant.client(aClient()
                .withPermissions()
                .publicClient()
                .withRedirect("http://127.0.0.1/cb", "http://localhost:7777/cb"));
        CodeFlow flow = new CodeFlow(tenant, app);

        assertThat(flow.with("redirect_uri", "http://127.0.0.1:51234/cb")
                        .authorize(browser)
                        .status())
                .isEqualTo(200);
        assertThat(flow.with("redirect_uri", "http://localhost:7777/cb")
                        .authorize(browser)
                        .status())
                .isEqualTo(200);
        isErrorPage(flow.with("redirect_uri", "http://localhost:7778/cb").authorize(browser), 400);
        isErrorPage(flow.with("redirect_uri", "http://127.0.0.1.evil.test/cb").authorize(browser), 400);
    }

    private static void isErrorPage(TestBrowser.Page page, int status) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.header("Location")).isEmpty();
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("Reference").doesNotContain("Exception", "\tat ");
    }
}
