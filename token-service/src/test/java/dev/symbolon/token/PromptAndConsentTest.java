package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked again, and for what an answer counts. */
class PromptAndConsentTest {
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
    void prompt_login_and_max_age_ask_again_though_somebody_is_signed_in() {
        flow().complete(browser, ada);

        assertThat(flow().with("prompt", "login").authorize(browser).body()).contains("name=\"password\"");
        assertThat(flow().with("prompt", "select_account").authorize(browser).body())
                .contains("name=\"password\"");
        assertThat(flow().with("max_age", "0").authorize(browser).body()).contains("name=\"password\"");
        assertThat(flow().with("max_age", "1000").authorize(browser).status()).isEqualTo(303);
        assertThat(flow().with("prompt", "consent").authorize(browser).body()).contains("name=\"decision\"");
    }

    @Test
    void having_signed_in_for_prompt_login_is_enough() {
        assertThat(flow().with("prompt", "login").complete(browser, ada).redirected("code"))
                .isPresent();
        assertThat(flow().with("max_age", "0").complete(browser, ada).redirected("code"))
                .isPresent();
    }

    @Test
    void prompt_none_gets_a_code_only_where_nobody_need_be_asked() {
        TestTenant.Client fresh = tenant.client(aClient().withPermissions());
        flow().complete(browser, ada);

        assertThat(flow().with("prompt", "none").authorize(browser).redirected("code"))
                .isPresent();
        assertThat(new CodeFlow(tenant, fresh)
                        .with("prompt", "none")
                        .authorize(browser)
                        .redirected("error"))
                .contains("consent_required");
    }

    @Test
    void remembered_consent_covers_no_more_than_was_agreed_to() {
        TestTenant.Client fresh = tenant.client(aClient().withPermissions());
        new CodeFlow(tenant, fresh).with("scope", "openid").complete(browser, ada);

        assertThat(new CodeFlow(tenant, fresh)
                        .with("scope", "openid")
                        .authorize(browser)
                        .redirected("code"))
                .isPresent();
        assertThat(new CodeFlow(tenant, fresh)
                        .with("scope", "openid email")
                        .authorize(browser)
                        .body())
                .contains("name=\"decision\"");
    }

    /** Anybody's app can use the scheme or listen on the port: RFC 8252 §8.6. */
    @ParameterizedTest
    @ValueSource(strings = {"com.grand-hotel.keys:/cb", "http://127.0.0.1/cb"})
    void an_app_that_may_be_another_s_asks_again_however_it_was_answered_before(String redirect) {
        CodeFlow flow = new CodeFlow(
                tenant, tenant.client(aClient().withPermissions().publicClient().withRedirect(redirect)));
        flow.complete(browser, ada);

        assertThat(flow.authorize(browser).body()).contains("name=\"decision\"");
        assertThat(flow.with("prompt", "none").authorize(browser).redirected("error"))
                .contains("consent_required");
    }

    @Test
    void an_app_whose_redirect_only_it_can_claim_is_remembered() {
        CodeFlow flow = new CodeFlow(
                tenant,
                tenant.client(
                        aClient().withPermissions().publicClient().withRedirect("https://keys.grand-hotel.test/cb")));
        flow.complete(browser, ada);

        assertThat(flow.authorize(browser).redirected("code")).isPresent();
    }

    @Test
    void consent_is_answered_once_in_its_own_browser_and_session() {
        TestTenant.Client fresh = tenant.client(aClient().withPermissions());
        CodeFlow flow = new CodeFlow(tenant, fresh);
        TestBrowser.Page consent = browser.get(browser.signIn(flow.authorize(browser), ada.login(), ada.password())
                .location());
        TestBrowser stranger = TestBrowser.at(PLATFORM.node());
        new CodeFlow(tenant, client).complete(stranger, ada);

        isErrorPage(stranger.answer(consent, "allow"), 400);
        assertThat(browser.answer(consent, "allow").redirected("code")).isPresent();
        isErrorPage(browser.answer(consent, "allow"), 409);
        isErrorPage(browser.answer(consent, "deny"), 409);
    }

    @Test
    void a_forged_altered_or_foreign_handle_opens_nothing() {
        TestBrowser.Page signIn = flow().authorize(browser);
        TestBrowser.Page consent =
                browser.get(browser.signIn(signIn, ada.login(), ada.password()).location());
        TestTenant.Client fresh = tenant.client(aClient().withPermissions());
        TestBrowser.Page asked = new CodeFlow(tenant, fresh).authorize(browser);
        String handle = asked.form().get("request");

        for (String bad : new String[] {
            "",
            "x",
            handle.substring(1),
            handle + "A",
            altered(handle),
            signIn.form().get("request")
        }) {
            Map<String, String> form = new HashMap<>(Map.of("decision", "allow", "request", bad));
            isErrorPage(browser.post(tenant.path() + "/consent", form), 400);
        }
        Map<String, String> wrongPage = new HashMap<>(Map.of("username", "x", "password", "y", "request", handle));
        isErrorPage(browser.post(tenant.path() + "/sign-in", wrongPage), 400);
        isErrorPage(browser.get(tenant.path() + "/authorize/resume?request=" + handle), 400);
        assertThat(consent.status()).isIn(200, 303);
    }

    private static String altered(String text) {
        int middle = text.length() / 2;
        return text.substring(0, middle) + (text.charAt(middle) == 'A' ? 'B' : 'A') + text.substring(middle + 1);
    }

    private static void isErrorPage(TestBrowser.Page page, int status) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.header("Location")).isEmpty();
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("Reference").doesNotContain("Exception", "\tat ");
    }
}
