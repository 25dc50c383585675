package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * SECURITY.md, "Tenants": the full matrix, generated. Whatever one tenant gave is put into every place where another
 * tenant's endpoints take something, in a request that is right otherwise; it gets nothing, and nothing happens there.
 */
class TenantMatrixTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final List<String> COOKIES = List.of("symbolon-session", "symbolon-browser", "symbolon-device");
    private static final Map<String, String> GIVEN = new LinkedHashMap<>();
    private static final Map<String, Function<String, TestBrowser.Page>> PLACES = new LinkedHashMap<>();
    private static TestTenant here;
    private static TestTenant there;
    private static CodeFlow flowHere;
    private static CodeFlow flowThere;
    private static TestTenant.Client clientThere;
    private static TestTenant.Client televisionThere;
    private static TestBrowser signedIn;

    /** A person of the other tenant, who was given something by a stranger. */
    private static final TestBrowser signedInThere = browser();

    @BeforeAll
    static void give() {
        here = TestTenant.onboard(PLATFORM);
        there = TestTenant.onboard(PLATFORM);
        TestTenant.Person ada = here.person("ada");
        TestTenant.Client client = here.client(refreshing());
        clientThere = there.client(refreshing().firstParty());
        televisionThere =
                there.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE));
        flowHere = new CodeFlow(here, client);
        flowThere = new CodeFlow(there, clientThere);
        // The other tenant has its keys, and a person who is signed in, before anything is tried.
        flowThere.redeem(PLATFORM.node(), flowThere.code(signedInThere, there.person("ada")));

        signedIn = browser();
        TestBrowser.Page signIn = flowHere.authorize(signedIn);
        GIVEN.put("sign-in handle", signIn.form().get("request"));
        TestBrowser.Page resume = signedIn.signIn(signIn, ada.login(), ada.password());
        GIVEN.put("resume handle", resume.redirected("request").orElseThrow());
        TestBrowser.Page consent = signedIn.get(resume.location());
        GIVEN.put("consent handle", consent.form().get("request"));
        COOKIES.forEach(cookie -> GIVEN.put(cookie, signedIn.cookies().get(cookie)));
        String spent = signedIn.answer(consent, "allow").redirected("code").orElseThrow();
        Map<String, Object> tokens = CodeFlow.json(flowHere.redeem(PLATFORM.node(), spent));
        GIVEN.put("access token", tokens.get("access_token").toString());
        GIVEN.put("id token", tokens.get("id_token").toString());
        GIVEN.put("refresh token", tokens.get("refresh_token").toString());
        GIVEN.put(
                "grant id",
                CodeFlow.claims(tokens.get("access_token")).get("grant_id").toString());
        GIVEN.put("kid", CodeFlow.header(tokens.get("access_token")).get("kid").toString());
        GIVEN.put("code", flowHere.code(signedIn, ada));
        Map<String, Object> asked = new DeviceFlow(
                        here,
                        here.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE)))
                .ask(PLATFORM.node());
        GIVEN.put("device code", asked.get("device_code").toString());
        GIVEN.put("user code", asked.get("user_code").toString());
        TestBrowser.Page device = signedIn.get(here.path() + "/device?user_code=" + asked.get("user_code"));
        GIVEN.put("device answer's handle", device.form().get("request"));
        GIVEN.put(
                "sign-out handle",
                signedIn.get(here.path() + "/end_session").form().get("request"));
        GIVEN.put(
                "account handle", signedIn.get(here.path() + "/account").form().get("request"));
        GIVEN.put("client id", client.id().value());
        GIVEN.put("client secret", client.secret());
        GIVEN.put("user id", ada.id().value());
        GIVEN.put("password", ada.password());
        GIVEN.put("tenant id", here.id().value());
        places();
    }

    /** Everywhere that the other tenant's endpoints take a value. */
    private static void places() {
        for (String name : List.of("client_id", "request", "request_uri", "id_token_hint", "login_hint", "resource")) {
            PLACES.put("authorize's " + name, value -> flow().with(name, value).authorize(browser()));
        }
        for (String cookie : COOKIES) {
            PLACES.put("authorize's cookie " + cookie, value -> flow().authorize(with(cookie, value)));
            PLACES.put(
                    "resume's cookie " + cookie,
                    value -> with(cookie, value)
                            .get(there.path() + "/authorize/resume?request=" + GIVEN.get("resume handle")));
            PLACES.put("sign-in's cookie " + cookie, value -> {
                TestBrowser browser = browser();
                TestBrowser.Page page = flow().authorize(browser);
                browser.cookies().put(cookie, value);
                return browser.signIn(page, "ada", GIVEN.get("password"));
            });
            PLACES.put(
                    "consent's cookie " + cookie,
                    value -> with(cookie, value)
                            .post(
                                    there.path() + "/consent",
                                    Map.of("decision", "allow", "request", GIVEN.get("consent handle"))));
        }
        PLACES.put(
                "resume's request",
                value ->
                        all().get(there.path() + "/authorize/resume?" + TestBrowser.encoded(Map.of("request", value))));
        PLACES.put(
                "sign-in's request",
                value -> all().post(
                                there.path() + "/sign-in",
                                Map.of("request", value, "username", "ada", "password", GIVEN.get("password"))));
        PLACES.put("token's device_code", value -> new DeviceFlow(there, televisionThere).poll(PLATFORM.node(), value));
        PLACES.put(
                "device_authorization's client_id",
                value -> browser()
                        .post(there.path() + "/device_authorization", Map.of("client_id", value, "scope", "openid")));
        PLACES.put(
                "device's user_code",
                value ->
                        signedInThere.get(there.path() + "/device?" + TestBrowser.encoded(Map.of("user_code", value))));
        for (TestBrowser browser : List.of(signedInThere, all())) {
            String who = browser == signedInThere ? "" : " with every cookie";
            PLACES.put(
                    "device answer's request" + who,
                    value -> browser.post(
                            there.path() + "/device/answer", Map.of("decision", "allow", "request", value)));
            PLACES.put(
                    "sign-out's request" + who,
                    value -> browser.post(
                            there.path() + "/end_session/confirm", Map.of("decision", "sign-out", "request", value)));
            for (String form : List.of("session", "consent", "password")) {
                PLACES.put(
                        "account " + form + "'s request" + who,
                        value -> browser.post(
                                there.path() + "/account/" + form,
                                Map.of("request", value, "session", "s", "client", "c")));
            }
        }
        for (String name : List.of("id_token_hint", "client_id")) {
            PLACES.put(
                    "end_session's " + name,
                    value -> browser()
                            .get(there.path() + "/end_session?"
                                    + TestBrowser.encoded(Map.of(
                                            name, value, "post_logout_redirect_uri", clientThere.redirectUri()))));
        }
        PLACES.put(
                "consent's request",
                value -> all().post(there.path() + "/consent", Map.of("request", value, "decision", "allow")));
        for (String name :
                List.of("code", "refresh_token", "client_id", "client_secret", "assertion", "subject_token")) {
            PLACES.put("token's " + name, value -> {
                Map<String, String> form = flowThere.redemption("none");
                form.put(name, value);
                return flowThere.redeem(PLATFORM.node(), form);
            });
        }
        PLACES.put("token's refresh token, as such", value -> {
            Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", value);
            return flowThere.redeem(PLATFORM.node(), form);
        });
        PLACES.put(
                "token's client, by its secret", value -> basic(clientThere.id().value(), value));
        PLACES.put("token's client, by its id", value -> basic(value, GIVEN.get("client secret")));
        for (String endpoint : List.of("introspect", "revoke")) {
            for (String name : List.of("token", "client_id", "client_secret")) {
                PLACES.put(endpoint + "'s " + name, value -> {
                    TestBrowser browser = name.equals("token")
                            ? browser().header("Authorization", CodeFlow.basic(clientThere))
                            : browser();
                    Map<String, String> form = new LinkedHashMap<>();
                    form.put("token", GIVEN.get("access token"));
                    form.put(name, value);
                    return browser.post(there.path() + "/" + endpoint, form);
                });
            }
        }
        for (String scheme : List.of("Bearer ", "Basic ", "DPoP ")) {
            PLACES.put(
                    "userinfo's " + scheme,
                    value -> browser().header("Authorization", scheme + value).get(there.path() + "/userinfo"));
        }
    }

    @TestFactory
    List<DynamicTest> what_one_tenant_gave_gets_nothing_at_another() {
        List<DynamicTest> matrix = new ArrayList<>();
        PLACES.forEach((place, request) -> matrix.add(DynamicTest.dynamicTest(
                place, () -> GIVEN.forEach((what, value) -> gotNothing(what + " as " + place, request.apply(value))))));
        matrix.add(DynamicTest.dynamicTest("nothing happened there", TenantMatrixTest::nothingHappened));
        matrix.add(DynamicTest.dynamicTest("it is still good where it is from", TenantMatrixTest::stillGood));
        return matrix;
    }

    @Test
    void no_header_of_a_proxy_that_isn_t_configured_changes_an_issuer_or_a_link() {
        TestBrowser browser = TestBrowser.at(PLATFORM.node())
                .header("X-Forwarded-Host", "evil.test")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Prefix", "/evil.test")
                .header("X-Forwarded-Port", "666")
                .header("X-Original-URL", there.path() + "/jwks")
                .header("X-Rewrite-URL", there.path() + "/jwks")
                .header("Forwarded", "for=1.2.3.4;host=evil.test;proto=https");
        TestBrowser.Page signIn = flowHere.with("prompt", "login").authorize(browser);
        TestBrowser.Page refused = flowHere.with("prompt", "none").authorize(browser);
        flowHere.without("prompt");

        assertThat(browser.get(here.path() + "/jwks").body()).contains(GIVEN.get("kid"));
        assertThat(refused.redirected("iss")).contains(here.issuer());
        for (TestBrowser.Page page : List.of(
                signIn,
                refused,
                browser.get(here.path() + "/.well-known/openid-configuration"),
                browser.get(here.path() + "/userinfo"),
                browser.post(here.path() + "/authorize", flowHere.parameters()))) {
            assertThat(page.body() + page.response().headers().map()).doesNotContain("evil.test", "666");
        }
    }

    private static void gotNothing(String what, TestBrowser.Page page) {
        assertThat(page.status()).as(what).isBetween(200, 499);
        assertThat(page.body()).as(what).doesNotContain("access_token", "\"sub\"", "name=\"decision\"", "Exception");
        if (page.header("Location").isPresent()) {
            assertThat(page.redirected("code")).as(what).isEmpty();
            assertThat(page.location()).as(what).doesNotContain("/authorize/resume");
        }
        assertThat(page.response().headers().allValues("Set-Cookie"))
                .as(what)
                .noneMatch(cookie -> cookie.contains("symbolon-session") || cookie.contains("symbolon-device"));
    }

    private static void nothingHappened() {
        PLATFORM.node().writeRefusals();
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            List<Map.Entry<String, String>> events = store.eventsOf(there.id());
            int last = 0;
            for (int i = 0; i < events.size(); i++) {
                last = events.get(i).getKey().equals("grant.tokens-issued") ? i : last;
            }
            // Guessing at a person's password is that person's history, whoever's password it was.
            assertThat(events.subList(last + 1, events.size()))
                    .extracting(Map.Entry::getKey)
                    .containsOnly("refusal.gathered", "credential.password-refused");
            assertThat(events)
                    .extracting(Map.Entry::getValue)
                    .noneMatch(text -> GIVEN.values().stream()
                            .filter(value -> value.length() > 20)
                            .anyMatch(text::contains));
        }
    }

    private static void stillGood() {
        Map<String, String> refresh =
                Map.of("grant_type", "refresh_token", "refresh_token", GIVEN.get("refresh token"));
        assertThat(flowHere.redeem(PLATFORM.node(), refresh).status()).isEqualTo(200);
        assertThat(flowHere.redeem(PLATFORM.node(), GIVEN.get("code")).status()).isEqualTo(200);
        assertThat(browser()
                        .header("Authorization", "Bearer " + GIVEN.get("access token"))
                        .get(here.path() + "/userinfo")
                        .status())
                .isEqualTo(200);
        assertThat(flowHere.authorize(signedIn).redirected("code")).isPresent();
    }

    private static ClientSample refreshing() {
        return aClient()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                .withPermissions();
    }

    private static CodeFlow flow() {
        return new CodeFlow(there, clientThere);
    }

    private static TestBrowser.Page basic(String id, String secret) {
        String both = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return browser()
                .header("Authorization", "Basic " + both)
                .post(there.path() + "/token", flowThere.redemption(GIVEN.get("code")));
    }

    private static TestBrowser with(String cookie, String value) {
        TestBrowser browser = browser();
        browser.cookies().put(cookie, value);
        return browser;
    }

    /** With everything that the first tenant set in the browser. */
    private static TestBrowser all() {
        TestBrowser browser = browser();
        COOKIES.forEach(cookie -> browser.cookies().put(cookie, GIVEN.get(cookie)));
        return browser;
    }

    private static TestBrowser browser() {
        return TestBrowser.at(PLATFORM.node());
    }
}
