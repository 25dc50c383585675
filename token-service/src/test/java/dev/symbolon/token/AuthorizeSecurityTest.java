package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SECURITY.md, "Authorization endpoint", on the running service. */
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
        PLATFORM.send(
                tenant.id(),
                new ClientCommand.Change(
                        tenant.id(),
                        other.id(),
                        aClient()
                                .withPermissions()
                                .withGrants(GrantType.CLIENT_CREDENTIALS)
                                .metadata(),
                        Instant.now()));

        TestBrowser.Page page = new CodeFlow(tenant, other).authorize(browser);

        assertThat(page.status() == 400 || page.redirected("error").equals(Optional.of("unauthorized_client")))
                .isTrue();
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
            assertThat(browser.send(method, flow().target()).status())
                    .as(method)
                    .isEqualTo(405);
        }
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

    @Test
    void a_sign_in_form_belongs_to_the_browser_that_asked_for_it() {
        TestBrowser.Page signIn = flow().authorize(browser);
        TestBrowser other = TestBrowser.at(PLATFORM.node());

        isErrorPage(other.signIn(signIn, ada.login(), ada.password()), 400);
        flow().authorize(other);
        isErrorPage(other.signIn(signIn, ada.login(), ada.password()), 400);
    }

    @Test
    void the_session_id_changes_at_each_sign_in_and_the_old_one_is_dead() {
        flow().complete(browser, ada);
        String first = browser.cookies().get("symbolon-session");
        flow().with("prompt", "login").complete(browser, ada);

        assertThat(browser.cookies().get("symbolon-session")).isNotEqualTo(first);
        TestBrowser old = TestBrowser.at(PLATFORM.node());
        old.cookies().put("symbolon-session", first);
        assertThat(flow().authorize(old).body()).contains("name=\"password\"");
    }

    @Test
    void a_session_s_use_is_written_in_the_commit_of_the_request_that_used_it() {
        Instant now = Instant.now();
        Secret secret = PLATFORM.randomness().secret();
        SessionId session = new SessionId(PLATFORM.randomness().identifier());
        PLATFORM.send(
                tenant.id(),
                aSession()
                        .in(tenant.id())
                        .withId(session)
                        .of(ada.id())
                        .withSecret(secret.hash())
                        .at(now.minus(SessionState.ACTIVITY_GRAIN).minusSeconds(1))
                        .start());
        browser.cookies().put("symbolon-session", new OpaqueValue(session.value(), secret.reveal()).reveal());
        TestTenant.Client ours = tenant.client(aClient().withPermissions().firstParty());
        CodeFlow flow = new CodeFlow(tenant, ours);

        String code = flow.authorize(browser).redirected("code").orElseThrow();
        flow.authorize(browser).redirected("code").orElseThrow();

        AuthorizationId first = new AuthorizationId(code.split("\\.")[0]);
        List<RecordedEvent> uses = log(StreamId.of(tenant.id(), StreamType.SESSION, session)).stream()
                .filter(it -> it.event() instanceof SessionEvent.Used)
                .toList();
        assertThat(uses).hasSize(1);
        assertThat(log(StreamId.of(tenant.id(), StreamType.AUTHORIZATION, first)))
                .hasSize(4)
                .allMatch(it -> it.commitId().equals(uses.getFirst().commitId()));
    }

    private static List<RecordedEvent> log(StreamId stream) {
        return PLATFORM.node().bean(EventLog.class).stream(stream, 0, 10);
    }

    @Test
    void a_session_s_secret_is_compared() {
        flow().complete(browser, ada);
        String cookie = browser.cookies().get("symbolon-session");
        for (String bad : new String[] {
            altered(cookie),
            cookie.substring(0, cookie.length() - 1),
            cookie + "A",
            cookie.split("\\.")[0],
            cookie.split("\\.")[0] + "."
        }) {
            TestBrowser thief = TestBrowser.at(PLATFORM.node());
            thief.cookies().put("symbolon-session", bad);
            assertThat(flow().authorize(thief).body()).as(bad).contains("name=\"password\"");
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
