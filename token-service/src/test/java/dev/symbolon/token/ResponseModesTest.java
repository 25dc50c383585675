package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers travel: query, fragment and form_post. */
class ResponseModesTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Pattern NONCE = Pattern.compile("script-src 'nonce-([A-Za-z0-9_-]{43})'");
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;

    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        client = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT)
                .withResponses(ResponseType.values()));
    }

    private static CodeFlow flow(String mode) {
        return new CodeFlow(tenant, client).with("response_mode", mode);
    }

    @Test
    void a_code_may_travel_in_the_query_or_the_fragment() {
        assertThat(flow("query").complete(browser, ada).redirected("code")).isPresent();
        TestBrowser.Page fragment = flow("fragment").complete(browser, ada);
        assertThat(fragment.location()).startsWith(client.redirectUri() + "#");
        assertThat(fragment.fragment())
                .containsKey("code")
                .containsEntry("state", "a state & more")
                .containsEntry("iss", tenant.issuer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"})
    void a_form_posts_any_answer_to_the_redirect_uri_and_nowhere_else(String type) {
        TestBrowser.Page page = signedIn(flow("form_post").responding(type));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.action()).isEqualTo(client.redirectUri());
        Map<String, String> form = page.form();
        assertThat(form).containsEntry("iss", tenant.issuer()).containsEntry("state", "a state &amp; more");
        for (String part : type.split(" ")) {
            assertThat(form).containsKey(part.equals("token") ? "access_token" : part);
        }
        String policy = page.header("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .contains("form-action https://booking.test;")
                .doesNotContain("unsafe", "'self' https");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void its_script_is_ours_by_a_nonce_of_that_page_and_its_button_works_without() {
        TestBrowser.Page one = signedIn(flow("form_post"));
        TestBrowser.Page other = flow("form_post").authorize(browser);

        assertThat(nonce(one)).isNotEqualTo(nonce(other));
        assertThat(one.body())
                .contains("nonce=\"" + nonce(one) + "\"", "<button class=\"primary\" type=\"submit\">")
                .doesNotContain("<script>", "onload");
        Matcher script = Pattern.compile("<script [^>]*src=\"([^\"]+)\"").matcher(one.body());
        assertThat(script.find()).isTrue();
        TestBrowser.Page file = browser.get(script.group(1));
        assertThat(file.body()).contains("submit()");
        assertThat(file.header("Content-Type").orElseThrow()).startsWith("text/javascript");
    }

    @Test
    void errors_and_denials_are_posted_too() {
        assertThat(flow("form_post").with("prompt", "none").authorize(browser).form())
                .containsEntry("error", "login_required")
                .containsEntry("iss", tenant.issuer());
        assertThat(flow("form_post")
                        .with("scope", "openid unknown")
                        .authorize(browser)
                        .form())
                .containsEntry("error", "invalid_scope");
        TestTenant.Client asking = tenant.client(aClient().withPermissions());
        TestBrowser.Page signIn =
                new CodeFlow(tenant, asking).with("response_mode", "form_post").authorize(browser);
        TestBrowser.Page consent =
                browser.get(browser.signIn(signIn, ada.login(), ada.password()).location());
        assertThat(browser.answer(consent, "deny").form()).containsEntry("error", "access_denied");
    }

    @Test
    void what_a_client_sent_is_escaped() {
        TestBrowser.Page page = signedIn(flow("form_post").with("state", "\"><script>alert(1)</script>"));

        assertThat(page.body()).doesNotContain("<script>alert").contains("&lt;script&gt;");
    }

    @Test
    void an_unverified_redirect_uri_gets_no_form() {
        TestBrowser.Page page =
                flow("form_post").with("redirect_uri", "https://evil.test/").authorize(browser);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).doesNotContain("<form", "evil.test");
    }

    @Test
    void a_form_is_for_web_addresses_only() {
        TestTenant.Client app =
                tenant.client(aClient().withPermissions().publicClient().firstParty());

        assertThat(new CodeFlow(tenant, app)
                        .with("response_mode", "form_post")
                        .authorize(browser)
                        .location())
                .startsWith(app.redirectUri() + "?error=invalid_request");
    }

    private TestBrowser.Page signedIn(CodeFlow flow) {
        return browser.get(browser.signIn(flow.authorize(browser), ada.login(), ada.password())
                .location());
    }

    private static String nonce(TestBrowser.Page page) {
        Matcher nonce = NONCE.matcher(page.header("Content-Security-Policy").orElseThrow());
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }
}
