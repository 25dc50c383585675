package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RefreshFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps that run in the browser: what their pages may read, and how an older app becomes one. */
class SinglePageTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String ORIGIN = "https://booking.test";
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client app;

    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        app = tenant.client(aClient().withPermissions().singlePage());
    }

    @Test
    void a_page_of_the_app_s_origin_redeems_its_code_and_reads_who_signed_in() {
        CodeFlow flow = new CodeFlow(tenant, app);
        TestBrowser.Page tokens = token(ORIGIN, flow.redemption(flow.code(browser, ada)));

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        isReadable(tokens);
        TestBrowser.Page userinfo = userinfo(ORIGIN, CodeFlow.json(tokens).get("access_token"));
        assertThat(userinfo.status()).isEqualTo(200);
        isReadable(userinfo);
    }

    @Test
    void it_reads_errors_too_so_that_it_knows_what_to_do() {
        TestBrowser.Page refused = token(ORIGIN, new CodeFlow(tenant, app).redemption("made.up"));
        assertThat(refused.status()).isEqualTo(400);
        isReadable(refused);

        CodeFlow flow = new CodeFlow(tenant, app);
        String token = CodeFlow.json(token(ORIGIN, flow.redemption(flow.code(browser, ada))))
                .get("access_token")
                .toString();
        TestBrowser.Page spoilt = userinfo(ORIGIN, token.substring(0, token.length() - 8) + "AAAAAAAA");
        assertThat(spoilt.status()).isEqualTo(401);
        isReadable(spoilt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test",
                "http://booking.test",
                "https://booking.test:8443",
                "https://booking.test:443",
                "https://booking.test.evil.test",
                "https://evilbooking.test",
                "https://BOOKING.test",
                "https://booking.test/",
                "https://booking.test/cb",
                "https://user@booking.test",
                "null",
                "*"
            })
    void no_page_of_another_origin_reads_anything(String origin) {
        CodeFlow flow = new CodeFlow(tenant, app);
        TestBrowser.Page tokens = token(origin, flow.redemption(flow.code(browser, ada)));
        TestBrowser.Page userinfo = userinfo(origin, CodeFlow.json(tokens).get("access_token"));

        for (TestBrowser.Page page : new TestBrowser.Page[] {tokens, userinfo}) {
            assertThat(page.header(ALLOWED)).isEmpty();
            assertThat(page.header("Vary")).contains("Origin");
        }
    }

    @Test
    void origins_are_a_single_page_app_s_only() {
        for (TestTenant.Client other : new TestTenant.Client[] {
            tenant.client(aClient().withPermissions()),
            tenant.client(aClient().withPermissions().publicClient().withRedirect("https://booking.test/cb"))
        }) {
            Map<String, String> form = new CodeFlow(tenant, other).redemption("made.up");
            form.put("client_id", other.id().value());
            assertThat(TestBrowser.at(PLATFORM.node())
                            .header("Origin", ORIGIN)
                            .post(tenant.path() + "/token", form)
                            .header(ALLOWED))
                    .isEmpty();
        }
    }

    @Test
    void another_tenant_s_app_has_no_origin_here() {
        TestTenant elsewhere = TestTenant.onboard(PLATFORM);
        Map<String, String> form = new CodeFlow(tenant, app).redemption("made.up");
        form.put("client_id", app.id().value());

        assertThat(TestBrowser.at(PLATFORM.node())
                        .header("Origin", ORIGIN)
                        .post(elsewhere.path() + "/token", form)
                        .header(ALLOWED))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/token,POST", "/userinfo,GET", "/userinfo,POST"})
    void a_preflight_lets_the_request_be_made_and_no_cookie_with_it(String path, String method) {
        TestBrowser.Page page = preflight(ORIGIN, method).send("OPTIONS", tenant.path() + path);

        assertThat(page.status()).isEqualTo(204);
        assertThat(page.header(ALLOWED)).contains(ORIGIN);
        assertThat(page.header("Access-Control-Allow-Methods").orElseThrow()).contains(method);
        assertThat(page.header("Access-Control-Allow-Headers")).contains("Authorization, Content-Type");
        assertThat(page.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(page.response().headers().allValues("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "*", "https://a.test/x", "http://a.test", "file://", "https://a.test\" x", "x"})
    void an_origin_that_no_app_can_have_is_let_do_nothing(String origin) {
        assertThat(preflight(origin, "POST")
                        .send("OPTIONS", tenant.path() + "/token")
                        .header(ALLOWED))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/jwks"})
    void what_is_the_same_for_everybody_is_read_by_everybody_without_cookies(String path) {
        TestBrowser.Page page = TestBrowser.at(PLATFORM.node())
                .header("Origin", "https://any.test")
                .get(tenant.path() + path);

        assertThat(page.header(ALLOWED)).contains("*");
        assertThat(page.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(preflight("https://any.test", "GET")
                        .send("OPTIONS", tenant.path() + path)
                        .header(ALLOWED))
                .contains("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorize", "/authorize/resume", "/consent", "/sign-in", "/theme.css"})
    void pages_are_navigated_to_and_never_read_by_others(String path) {
        assertThat(preflight(ORIGIN, "GET")
                        .send("OPTIONS", tenant.path() + path)
                        .header(ALLOWED))
                .isEmpty();
        assertThat(TestBrowser.at(PLATFORM.node())
                        .header("Origin", ORIGIN)
                        .get(new CodeFlow(tenant, app).target())
                        .header(ALLOWED))
                .isEmpty();
    }

    @Test
    void an_app_without_pkce_is_refused() {
        assertThat(new CodeFlow(tenant, app)
                        .without("code_challenge")
                        .without("code_challenge_method")
                        .authorize(browser)
                        .redirected("error"))
                .contains("invalid_request");
    }

    @Test
    void an_app_moves_from_implicit_with_its_redirect_uri_and_both_work_in_between() {
        TestTenant.Client moving = tenant.client(
                aClient().withPermissions().withGrants(GrantType.IMPLICIT).withResponses(ResponseType.ID_TOKEN_TOKEN));
        CodeFlow implicit = new CodeFlow(tenant, moving).responding("id_token token");
        assertThat(implicit.complete(browser, ada).fragment()).containsKeys("access_token", "id_token");

        assertThat(tenant.change(
                        moving,
                        aClient()
                                .withPermissions()
                                .singlePage()
                                .withGrants(GrantType.IMPLICIT, GrantType.AUTHORIZATION_CODE)
                                .withResponses(ResponseType.ID_TOKEN_TOKEN, ResponseType.CODE)))
                .isInstanceOf(Outcome.Done.class);

        CodeFlow code = new CodeFlow(tenant, moving);
        Map<String, String> form = code.redemption(code.code(browser, ada));
        form.put("client_id", moving.id().value());
        assertThat(TestBrowser.at(PLATFORM.node())
                        .header("Origin", ORIGIN)
                        .post(tenant.path() + "/token", form)
                        .status())
                .isEqualTo(200);
        Map<String, String> still = implicit.complete(browser, ada).fragment();
        isReadable(userinfo(ORIGIN, still.get("access_token")));

        assertThat(tenant.change(moving, aClient().withPermissions().singlePage()))
                .isInstanceOf(Outcome.Done.class);
        assertThat(implicit.authorize(browser).fragment()).containsEntry("error", "unauthorized_client");
    }

    @Test
    @SuppressWarnings("unchecked")
    void what_it_refreshes_ends_a_day_after_it_was_given_however_it_is_rotated() {
        TestTenant own = TestTenant.onboard(PLATFORM);
        TestTenant.Client refreshing = own.client(aClient()
                .withPermissions()
                .singlePage()
                .withOpenIdScopes("openid", "offline_access")
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        RefreshFlow family = new RefreshFlow(own, refreshing, false);
        Map<String, Object> begun = family.begin(browser, own.person("ada"), "openid offline_access");
        TestBrowser.Page rotated = family.refresh(PLATFORM.node(), RefreshFlow.token(begun));
        assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);

        List<Map<String, Object>> issued = stored(own, "grant.issued");
        List<Map<String, Object>> links = stored(own, "grant.tokens-issued");

        assertThat(issued).hasSize(1);
        Instant end = Instant.parse(issued.getFirst().get("expiresAt").toString());
        assertThat(end)
                .isEqualTo(Instant.parse(issued.getFirst().get("at").toString()).plus(Duration.ofHours(24)));
        assertThat(links)
                .extracting(link -> (Map<String, Object>) link.get("refresh"))
                .extracting(link -> link.get("generation"))
                .containsExactly(1, 2);
        assertThat(links)
                .extracting(link -> (Map<String, Object>) link.get("refresh"))
                .allSatisfy(link -> assertThat(
                                Instant.parse(link.get("idleExpiresAt").toString()))
                        .isBeforeOrEqualTo(end));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> stored(TestTenant tenant, String type) {
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            return store.eventsOf(tenant.id()).stream()
                    .filter(event -> event.getKey().equals(type))
                    .map(event -> Json.readObject(event.getValue().getBytes(StandardCharsets.UTF_8)))
                    .map(event -> (Map<String, Object>) event.get("data"))
                    .toList();
        }
    }

    private static void isReadable(TestBrowser.Page page) {
        assertThat(page.header(ALLOWED)).contains(ORIGIN);
        assertThat(page.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(page.response().headers().allValues("Vary")).contains("Origin");
    }

    private static TestBrowser preflight(String origin, String method) {
        return TestBrowser.at(PLATFORM.node())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization");
    }

    private static TestBrowser.Page token(String origin, Map<String, String> form) {
        form.put("client_id", app.id().value());
        return TestBrowser.at(PLATFORM.node()).header("Origin", origin).post(tenant.path() + "/token", form);
    }

    private static TestBrowser.Page userinfo(String origin, Object token) {
        return TestBrowser.at(PLATFORM.node())
                .header("Origin", origin)
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo");
    }
}
