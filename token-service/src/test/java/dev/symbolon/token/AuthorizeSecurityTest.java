package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SECURITY.md, "Authorization endpoint": what a request may ask for, and in what form. */
class AuthorizeSecurityTest {
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
                "client_id",
                "redirect_uri",
                "state",
                "scope",
                "nonce",
                "code_challenge",
                "response_type",
                "prompt",
                "anything"
            })
    void a_parameter_given_twice_is_refused_as_get_and_as_post(String name) {
        String twice = TestBrowser.encoded(flow().parameters()) + "&" + name + "=1&" + name + "=1";

        isErrorPage(browser.get(tenant.path() + "/authorize?" + twice), 400);
        TestBrowser.Page post = browser.post(tenant.path() + "/authorize", twice);
        isErrorPage(post.status() == 303 ? browser.get(post.location()) : post, 400);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type,token,unsupported_response_type",
        "response_type,code code,unsupported_response_type",
        "response_type,code  id_token,unsupported_response_type",
        "response_type,CODE,unsupported_response_type",
        "response_type,none,unsupported_response_type",
        "response_type,,invalid_request",
        "response_mode,query.jwt,invalid_request",
        "response_mode,web_message,invalid_request",
        "claims,[],invalid_request",
        "claims,{,invalid_request",
        "claims,{\"id_token\":1},invalid_request",
        "claims,{\"userinfo\":{\"name\":1}},invalid_request",
        "claims,{\"userinfo\":{}} x,invalid_request",
        "id_token_hint,x,invalid_request",
        "id_token_hint,ey.ey.x,invalid_request",
        "request,ey.ey.x,request_not_supported",
        "request_uri,https://evil.test/r,request_uri_not_supported",
        "registration,{},registration_not_supported",
        "scope,,invalid_scope",
        "scope,openid unknown,invalid_scope",
        "scope,openid offline_access,invalid_scope",
        "prompt,none login,invalid_request",
        "prompt,create,invalid_request",
        "max_age,-1,invalid_request",
        "max_age,x,invalid_request",
        "resource,https://other.test,invalid_target",
        "code_challenge,,invalid_request",
        "code_challenge,short,invalid_request",
        "code_challenge_method,plain,invalid_request",
        "code_challenge_method,,invalid_request",
        "prompt,none,login_required"
    })
    void what_isn_t_served_is_told_to_the_verified_client_with_state_and_issuer(
            String name, String value, String error) {
        TestBrowser.Page page = flow().with(name, value == null ? "" : value).authorize(browser);

        assertThat(page.status()).as(page.body()).isEqualTo(303);
        assertThat(page.location()).startsWith(client.redirectUri() + "?").doesNotContain("#");
        assertThat(page.redirected("error")).contains(error);
        assertThat(page.redirected("state")).contains("a state & more");
        assertThat(page.redirected("iss")).contains(tenant.issuer());
        assertThat(page.redirected("code")).isEmpty();
    }

    @Test
    void a_public_client_without_pkce_is_refused() {
        TestTenant.Client app = tenant.client(aClient().withPermissions().publicClient());

        TestBrowser.Page page = new CodeFlow(tenant, app)
                .without("code_challenge")
                .without("code_challenge_method")
                .authorize(browser);

        assertThat(page.redirected("error")).contains("invalid_request");
    }

    @Test
    void a_confidential_client_can_have_pkce_switched_off_and_then_can_t_send_a_verifier() {
        CodeFlow flow = new CodeFlow(
                        tenant, tenant.client(aClient().withPermissions().withoutPkce()))
                .without("code_challenge")
                .without("code_challenge_method");
        Map<String, String> plain = flow.redemption(flow.code(browser, ada));
        plain.remove("code_verifier");
        assertThat(flow.redeem(PLATFORM.node(), plain).status()).isEqualTo(200);

        Map<String, String> downgraded = flow.redemption(flow.code(browser, ada));
        TestBrowser.Page refused = flow.redeem(PLATFORM.node(), downgraded);

        assertThat(CodeFlow.json(refused)).containsEntry("error", "invalid_grant");
    }

    @Test
    void a_client_without_the_code_grant_is_told_so() {
        TestTenant.Client other = tenant.client(
                aClient().withPermissions().withGrants(GrantType.CLIENT_CREDENTIALS, GrantType.AUTHORIZATION_CODE));
        assertThat(tenant.change(other, aClient().withPermissions().withGrants(GrantType.CLIENT_CREDENTIALS)))
                .isInstanceOf(Outcome.Done.class);

        TestBrowser.Page page = new CodeFlow(tenant, other).authorize(browser);

        // RFC 6749 §4.1.2.1: its redirect URI is registered, so that the client itself may hear it.
        assertThat(page.status()).isEqualTo(303);
        assertThat(page.location()).startsWith(other.redirectUri() + "?");
        assertThat(page.redirected("error")).contains("unauthorized_client");
        assertThat(page.redirected("state")).contains("a state & more");
    }

    @Test
    void post_works_as_get_does() {
        flow().complete(browser, ada);

        TestBrowser.Page page = browser.post(tenant.path() + "/authorize", flow().parameters());

        assertThat(page.status()).isEqualTo(303);
        assertThat(page.redirected("code")).isPresent();
    }

    @Test
    void a_post_of_another_site_which_brings_no_session_goes_on_as_a_get() {
        TestBrowser.Page page = browser.post(tenant.path() + "/authorize", flow().parameters());

        assertThat(page.status()).isEqualTo(303);
        assertThat(page.location()).startsWith(tenant.path() + "/authorize?");
        assertThat(browser.get(page.location()).body()).contains("name=\"password\"");
    }

    @Test
    void head_and_other_methods_decide_nothing() {
        flow().complete(browser, ada);
        for (String method : new String[] {"HEAD", "PUT", "DELETE", "PATCH"}) {
            TestBrowser.Page page = browser.send(method, flow().target());
            assertThat(page.status()).as(method).isEqualTo(405);
            assertThat(page.header("Allow").orElse("")).as(method).contains("GET", "POST");
        }
    }

    @Test
    void oversized_and_broken_parameters_are_an_error_page_without_a_trace() {
        isErrorPage(flow().with("state", "x".repeat(3000)).authorize(browser), 400);
        isErrorPage(browser.get(flow().target() + "&x=%00"), 400);
        isErrorPage(browser.get(flow().target() + "&x=%C3"), 400);
        isErrorPage(browser.get(flow().target() + "&a=1".repeat(100)), 400);
        isErrorPage(browser.post(tenant.path() + "/sign-in", "request=" + "x".repeat(100_000)), 413);
    }

    private static void isErrorPage(TestBrowser.Page page, int status) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.header("Location")).isEmpty();
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("Reference").doesNotContain("Exception", "\tat ");
    }
}
