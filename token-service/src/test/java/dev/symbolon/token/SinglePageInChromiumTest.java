package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Links;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.infra.browser.Chromium;
import dev.symbolon.token.running.NpmPackage;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestTenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** oidc-client-ts in a real browser: a single-page app on another origin, by discovery, PKCE, CORS and the pages. */
@EnabledIf("dev.symbolon.infra.browser.Chromium#installed")
class SinglePageInChromiumTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static Optional<byte[]> library = Optional.empty();
    private static HttpServer server;
    private static String origin;
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client app;

    @BeforeAll
    static void onboard() throws Exception {
        library = NpmPackage.file("oidc-client-ts", "3.3.0", "package/dist/browser/oidc-client-ts.min.js");
        assumeTrue(library.isPresent(), "npm gives the library");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/oidc.js", exchange -> send(exchange, "text/javascript", library.orElseThrow()));
        server.createContext("/app", exchange -> send(exchange, "text/html", page()));
        server.createContext("/bye", exchange -> send(exchange, "text/html", page()));
        server.createContext("/posted", SinglePageInChromiumTest::posted);
        server.start();
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        app = tenant.client(aClient()
                .named("Grand Hotel Booking")
                .withPermissions()
                .singlePage()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN)
                .withResponses(ResponseType.CODE, ResponseType.CODE_ID_TOKEN)
                .with(new Links(
                        Optional.of("https://booking.test/"),
                        Optional.empty(),
                        Optional.of("https://booking.test/privacy"),
                        Optional.of("https://booking.test/terms")))
                .with(new LogoutAddresses(List.of(origin + "/bye"), Optional.empty(), Optional.empty()))
                .withRedirect(origin + "/app", origin + "/posted"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void a_single_page_app_signs_somebody_in_and_reads_who_it_is() {
        try (Chromium chromium = browser()) {
            chromium.open(origin + "/app");
            chromium.awaitText("document.title", "nobody");
            chromium.evaluate("document.getElementById('in').click()");
            signIn(chromium);
            chromium.awaitPage(it -> it.contains("/authorize/resume?"));
            chromium.look("consent-links");
            chromium.evaluate("document.querySelector('button[value=allow]').click()");

            chromium.awaitText("document.title", "Name of ada");
            assertThat(chromium.evaluate("location.href")).isEqualTo(origin + "/app");
            assertThat(chromium.evaluate("user.profile.email")).isEqualTo("ada@guest.test");

            // Each refresh gives a successor, and the one after takes that.
            Object first = chromium.evaluate("user.refresh_token");
            assertThat(first).isInstanceOf(String.class);
            chromium.evaluate("refresh('refreshed once')");
            chromium.awaitText("document.title", "refreshed once");
            Object second = chromium.evaluate("user.refresh_token");
            chromium.evaluate("refresh('refreshed twice')");
            chromium.awaitText("document.title", "refreshed twice");
            assertThat(chromium.evaluate("user.refresh_token")).isNotIn(first, second);
            assertThat(second).isNotEqualTo(first);
            assertThat(chromium.evaluate("user.profile.sub")).isEqualTo(ada.id().value());
        }
    }

    @Test
    void a_single_page_app_gives_its_tokens_back_and_signs_its_person_out() {
        TestTenant.Person bob = tenant.person("bob");
        try (Chromium chromium = browser()) {
            chromium.open(origin + "/app");
            chromium.awaitText("document.title", "nobody");
            chromium.evaluate("document.getElementById('in').click()");
            signIn(chromium, bob);
            chromium.awaitPage(it -> it.contains("/authorize/resume?"));
            chromium.evaluate("document.querySelector('button[value=allow]').click()");
            chromium.awaitText("document.title", "Name of bob");
            assertThat(chromium.evaluate("user.refresh_token")).isNotEmpty();

            chromium.evaluate("revoke()");
            chromium.awaitText("document.title", "userinfo 401");

            chromium.evaluate("manager.signoutRedirect().catch(e => document.title = e.message)");
            chromium.awaitText("document.title", "signed out");
            assertThat(chromium.evaluate("location.pathname")).isEqualTo("/bye");
            // Nor is there a session that would sign the person in again by itself.
            chromium.evaluate("document.getElementById('in').click()");
            signIn(chromium, bob);
            chromium.awaitText("document.title", "Name of bob");
        }
    }

    @Test
    void a_page_of_another_origin_reads_no_answer() {
        try (Chromium chromium = browser()) {
            chromium.open("http://localhost:" + server.getAddress().getPort() + "/app");
            chromium.awaitText("document.title", "nobody");
            chromium.evaluate("fetch('" + tenant.issuer()
                    + "/token',{method:'POST',body:new URLSearchParams({grant_type:'authorization_code',code:'x.y',client_id:'"
                    + app.id().value()
                    + "'})}).then(r=>document.title='read '+r.status,e=>document.title='kept away')");
            chromium.awaitText("document.title", "kept away");
            chromium.open(origin + "/app");
            chromium.awaitText("document.title", "nobody");
            chromium.evaluate(
                    "fetch('" + tenant.issuer()
                            + "/userinfo',{headers:{Authorization:'Bearer x'}}).then(r=>document.title='read '+r.status,e=>document.title='kept away')");
            chromium.awaitText("document.title", "kept away");
        }
    }

    @ParameterizedTest
    @CsvSource({"en,true", "de,false"})
    void an_answer_by_form_gets_there_with_the_script_and_by_the_button_without(String language, boolean scripts) {
        try (Chromium chromium = scripts ? browser() : browser().withoutScripts()) {
            chromium.open(tenant.issuer()
                    + "/authorize?response_type=code&response_mode=form_post&scope=openid&state=s&prompt=consent"
                    + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&client_id="
                    + app.id().value() + "&ui_locales=" + language + "&redirect_uri=" + origin + "/posted");
            signIn(chromium);
            chromium.awaitPage(it -> it.contains("/authorize/resume?"));
            chromium.evaluate("document.querySelector('button[value=allow]').click()");
            if (!scripts) {
                chromium.awaitPage(it -> it.endsWith("/consent"));
                chromium.look("form-post");
                chromium.evaluate("document.querySelector('button').click()");
            }
            chromium.awaitPage(it -> it.endsWith("/posted"));
            assertThat(chromium.evaluate("document.body.textContent")).contains("code=", "state=s", "iss=");
        }
    }

    private static Chromium browser() {
        // The issuer's name leads to the node: what the browser sees is what it would see outside.
        String node = URI.create(RunningPlatform.ISSUER_BASE).getHost() + " 127.0.0.1:"
                + PLATFORM.node().address().getPort();
        return Chromium.start(List.of("--host-resolver-rules=MAP " + node)).window(1280, 800, false);
    }

    private static void signIn(Chromium chromium) {
        signIn(chromium, ada);
    }

    private static void signIn(Chromium chromium, TestTenant.Person person) {
        chromium.awaitPage(it -> it.contains("/authorize?"));
        chromium.type(person.login());
        chromium.press("Tab");
        chromium.type(person.password());
        chromium.press("Enter");
    }

    private static byte[] page() {
        return """
                <!DOCTYPE html><meta charset="utf-8"><title>loading</title><button id="in">Sign in</button>
                <script src="/oidc.js"></script><script>
                let user;
                const manager = new oidc.UserManager({authority: '%s', client_id: '%s',
                  redirect_uri: location.origin + '/app', post_logout_redirect_uri: location.origin + '/bye',
                  scope: 'openid profile email', loadUserInfo: true});
                const refresh = title => void manager.signinSilent()
                  .then(found => { user = found; document.title = title; }).catch(e => document.title = e.message);
                const revoke = () => void manager.revokeTokens()
                  .then(() => manager.metadataService.getUserInfoEndpoint())
                  .then(url => fetch(url, {headers: {Authorization: 'Bearer ' + user.access_token}}))
                  .then(answer => document.title = 'userinfo ' + answer.status).catch(e => document.title = e.message);
                document.getElementById('in').onclick = () => manager.signinRedirect().catch(e => document.title = e.message);
                if (location.pathname === '/bye') {
                  manager.signoutRedirectCallback().then(() => manager.getUser())
                    .then(left => document.title = left ? 'still here' : 'signed out').catch(e => document.title = e.message);
                } else if (location.search.includes('state=')) {
                  manager.signinRedirectCallback().then(found => {
                    user = found; history.replaceState(null, '', '/app'); document.title = user.profile.name;
                  }).catch(e => document.title = e.message);
                } else { document.title = 'nobody'; }
                </script>""".formatted(tenant.issuer(), app.id().value()).getBytes(StandardCharsets.UTF_8);
    }

    private static void posted(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        send(exchange, "text/plain", (exchange.getRequestMethod() + " " + body).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
