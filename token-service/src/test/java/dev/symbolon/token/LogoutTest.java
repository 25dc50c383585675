package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenID Connect RP-Initiated, Back-Channel and Front-Channel Logout. */
class LogoutTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String BYE = "https://booking.test/bye";
    private static final Queue<String> NOTICES = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger BROKEN = new AtomicInteger();
    private static RunningPlatform.Node node;
    private static HttpServer apps;
    private static TestTenant tenant;
    private static TestTenant.Person ada;

    @BeforeAll
    static void start() throws IOException {
        apps = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        apps.createContext("/back", exchange -> {
            NOTICES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        apps.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(BROKEN.incrementAndGet() < 2 ? 503 : 400, -1);
            exchange.close();
        });
        apps.start();
        node = PLATFORM.start("node-logout", List.of("--symbolon.outbound.allowed-loopback=127.0.0.1"), _ -> {});
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
    }

    @AfterAll
    static void stop() {
        node.context().close();
        apps.stop(0);
    }

    private static TestBrowser browser() {
        return TestBrowser.at(node);
    }

    private static ClientSample booking() {
        return aClient()
                .withPermissions()
                .firstParty()
                .withRedirect("https://booking.test/cb", "https://bar.test/cb", "https://stranger.test/cb");
    }

    private static LogoutAddresses addresses(Optional<String> back, Optional<String> front) {
        return new LogoutAddresses(
                List.of(BYE),
                back.map(uri -> new LogoutAddresses.Notified(uri, true)),
                front.map(uri -> new LogoutAddresses.Notified(uri, true)));
    }

    /** An app that the person has signed in to, and the ID token that it got. */
    private record SignedIn(TestTenant.Client client, TestBrowser browser, String idToken) {
        String session() {
            return CodeFlow.claims(idToken).get("sid").toString();
        }

        TestBrowser.Page end(Map<String, String> parameters) {
            return browser.get(tenant.path() + "/end_session?" + TestBrowser.encoded(parameters));
        }

        boolean stillSignedIn() {
            return new CodeFlow(tenant, client).authorize(browser).status() == 303;
        }
    }

    private static SignedIn signIn(LogoutAddresses addresses) {
        return signIn(browser(), addresses);
    }

    private static SignedIn signIn(TestBrowser browser, LogoutAddresses addresses) {
        return signIn(browser, booking().with(addresses));
    }

    private static SignedIn signIn(TestBrowser browser, ClientSample app) {
        TestTenant.Client client = tenant.client(app);
        CodeFlow flow = new CodeFlow(tenant, client);
        Map<String, Object> tokens = CodeFlow.json(flow.redeem(node, flow.code(browser, ada)));
        return new SignedIn(client, browser, tokens.get("id_token").toString());
    }

    @Test
    void an_app_with_the_session_s_id_token_signs_its_person_out_without_asking() {
        SignedIn app = signIn(addresses(Optional.empty(), Optional.empty()));

        TestBrowser.Page page =
                app.end(Map.of("id_token_hint", app.idToken(), "post_logout_redirect_uri", BYE, "state", "a b&c"));

        assertThat(page.status()).isEqualTo(303);
        assertThat(page.location()).isEqualTo(BYE + "?state=a+b%26c");
        assertThat(app.stillSignedIn()).isFalse();
        Map<String, String> event = event("session.signed-out", app.session());
        assertThat(event.get("text"))
                .contains("\"initiator\":\"" + app.client().id().value() + "\"")
                .contains("\"clients\":[\"" + app.client().id().value() + "\"]");
        assertThat(event("session.ended", app.session()).get("text")).contains("signed-out-by-client");
    }

    @Test
    void an_app_that_knows_the_person_by_another_name_hears_that_name_and_may_sign_them_out_by_it() {
        NOTICES.clear();
        String address = "http://127.0.0.1:" + apps.getAddress().getPort();
        SignedIn app = signIn(
                browser(),
                booking()
                        .withRedirect("https://booking.test/cb")
                        .with(new SubjectIdentifier(true, Optional.empty()))
                        .with(addresses(Optional.of(address + "/back"), Optional.empty())));
        Object name = CodeFlow.claims(app.idToken()).get("sub");
        assertThat(name).isNotEqualTo(ada.id().value());

        assertThat(app.end(Map.of("id_token_hint", app.idToken())).body()).contains("You are signed out");

        await(() -> !NOTICES.isEmpty());
        String token = Parameters.parse(NOTICES.element()).value("logout_token").orElseThrow();
        assertThat(CodeFlow.claims(token)).containsEntry("sub", name);
    }

    @Test
    void nobody_is_signed_out_by_a_link() {
        SignedIn app = signIn(addresses(Optional.empty(), Optional.empty()));
        SignedIn elsewhere = signIn(addresses(Optional.empty(), Optional.empty()));
        for (Map<String, String> parameters : List.<Map<String, String>>of(
                Map.of(),
                Map.of("client_id", app.client().id().value(), "post_logout_redirect_uri", BYE),
                // Ada's own token, of another session: it proves nothing about this browser.
                Map.of("id_token_hint", elsewhere.idToken()))) {
            TestBrowser.Page page = app.end(parameters);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("Sign out?");
            assertThat(app.stillSignedIn()).as("%s", parameters.keySet()).isTrue();
        }
        TestBrowser.Page head =
                app.browser().send("HEAD", tenant.path() + "/end_session?id_token_hint=" + app.idToken());
        assertThat(head.status()).isEqualTo(405);
        assertThat(head.header("Allow")).contains("GET, POST");
        assertThat(app.stillSignedIn()).isTrue();
    }

    @Test
    void a_person_who_is_asked_can_stay_or_sign_out_and_only_in_their_own_browser() {
        SignedIn app = signIn(addresses(Optional.empty(), Optional.empty()));
        TestBrowser.Page page =
                app.end(Map.of("client_id", app.client().id().value(), "post_logout_redirect_uri", BYE, "state", "s"));
        assertThat(page.body()).contains("asks to sign you out", "ada");
        assertThat(browser().answer(page, "sign-out").status()).isEqualTo(400);
        assertThat(app.browser().answer(page, "both").status()).isEqualTo(400);
        assertThat(app.browser().answer(page, "stay").body()).contains("You are still signed in");
        assertThat(app.stillSignedIn()).isTrue();

        TestBrowser.Page out = app.browser().answer(page, "sign-out");

        assertThat(out.location()).isEqualTo(BYE + "?state=s");
        assertThat(app.stillSignedIn()).isFalse();
    }

    @Test
    void a_form_of_another_site_goes_on_as_a_get_and_one_of_ours_works_as_it_is() {
        SignedIn app = signIn(addresses(Optional.empty(), Optional.empty()));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id_token_hint", app.idToken());
        form.put("post_logout_redirect_uri", BYE);
        assertThat(browser().post(tenant.path() + "/end_session", form).location())
                .startsWith(tenant.path() + "/end_session?id_token_hint=");

        assertThat(app.browser().post(tenant.path() + "/end_session", form).location())
                .isEqualTo(BYE);
        assertThat(app.stillSignedIn()).isFalse();
    }

    @Test
    void a_bad_request_is_a_page_never_a_redirect_and_ends_nothing() {
        SignedIn app = signIn(addresses(Optional.empty(), Optional.empty()));
        TestTenant.Client other = tenant.client(booking());
        String id = app.client().id().value();
        TestTenant elsewhere = TestTenant.onboard(PLATFORM);
        TestTenant.Client foreign = elsewhere.client(booking());
        CodeFlow flow = new CodeFlow(elsewhere, foreign);
        String foreignToken = CodeFlow.json(flow.redeem(
                        PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), elsewhere.person("bob"))))
                .get("id_token")
                .toString();
        for (Map<String, String> parameters : List.of(
                Map.of("id_token_hint", "a.b.c"),
                Map.of("id_token_hint", app.idToken() + "x"),
                Map.of("id_token_hint", foreignToken),
                Map.of("id_token_hint", app.idToken(), "client_id", other.id().value()),
                Map.of("client_id", "nobody"),
                Map.of("client_id", foreign.id().value()),
                Map.of("id_token_hint", app.idToken(), "post_logout_redirect_uri", BYE + "?a=b"),
                Map.of("id_token_hint", app.idToken(), "post_logout_redirect_uri", BYE + "/"),
                Map.of("id_token_hint", app.idToken(), "post_logout_redirect_uri", "https://BOOKING.test/bye"),
                Map.of("id_token_hint", app.idToken(), "post_logout_redirect_uri", "https://evil.test/"),
                Map.of("client_id", other.id().value(), "post_logout_redirect_uri", BYE))) {
            TestBrowser.Page page = app.end(parameters);
            assertThat(page.status()).as("%s", parameters).isEqualTo(400);
            assertThat(page.header("Location")).isEmpty();
        }
        assertThat(app.browser()
                        .get(tenant.path() + "/end_session?client_id=" + id + "&client_id=" + id)
                        .status())
                .isEqualTo(400);
        assertThat(app.stillSignedIn()).isTrue();
        // Without knowing whose it is, no address is gone to.
        TestBrowser.Page nobody =
                browser().get(tenant.path() + "/end_session?post_logout_redirect_uri=https://evil.test/");
        assertThat(nobody.body()).contains("You are signed out").doesNotContain("evil.test");
    }

    @Test
    void every_client_of_the_session_gets_one_logout_token_and_the_log_knows_what_it_said() throws Exception {
        NOTICES.clear();
        TestBrowser browser = browser();
        String address = "http://127.0.0.1:" + apps.getAddress().getPort();
        SignedIn first = signIn(browser, addresses(Optional.of(address + "/back"), Optional.empty()));
        SignedIn second = signIn(browser, addresses(Optional.of(address + "/broken"), Optional.empty()));
        SignedIn silent = signIn(browser, addresses(Optional.empty(), Optional.empty()));
        signIn(addresses(Optional.of(address + "/back"), Optional.empty()));

        assertThat(silent.end(Map.of("id_token_hint", silent.idToken())).body()).contains("You are signed out");

        await(() -> !NOTICES.isEmpty());
        String token = Parameters.parse(NOTICES.element()).value("logout_token").orElseThrow();
        assertThat(CodeFlow.header(token)).containsEntry("typ", "logout+jwt");
        Map<String, Object> claims = CodeFlow.claims(token);
        assertThat(claims)
                .containsEntry("iss", tenant.issuer())
                .containsEntry("sub", ada.id().value())
                .containsEntry("sid", first.session())
                .containsKeys("jti", "iat")
                .doesNotContainKey("nonce");
        assertThat(claims.get("aud").toString()).contains(first.client().id().value());
        assertThat(claims.get("events"))
                .isEqualTo(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(((Number) claims.get("exp")).longValue() - ((Number) claims.get("iat")).longValue())
                .isEqualTo(120);
        // As an app that is built with the Nimbus SDK takes it.
        LogoutTokenClaimsSet validated = new LogoutTokenValidator(
                        new Issuer(tenant.issuer()),
                        new ClientID(first.client().id().value()),
                        JWSAlgorithm.ES256,
                        JWKSet.parse(browser().get(tenant.path() + "/jwks").body()))
                .validate(SignedJWT.parse(token));
        assertThat(validated.getSessionID().getValue()).isEqualTo(first.session());
        await(() -> events("session.client-notified", first.session()).size() == 2);
        List<String> notified = events("session.client-notified", first.session());
        assertThat(notified)
                .anyMatch(text -> text.contains(first.client().id().value())
                        && text.contains("\"accepted\"")
                        && text.contains("\"tries\":1"))
                .anyMatch(text -> text.contains(second.client().id().value())
                        && text.contains("\"answered-400\"")
                        && text.contains("\"tries\":2"));
        assertThat(NOTICES).hasSize(1);
        // A logout token opens nothing.
        assertThat(browser()
                        .header("Authorization", "Bearer " + token)
                        .get(tenant.path() + "/userinfo")
                        .status())
                .isEqualTo(401);
        assertThat(browser()
                        .get(tenant.path() + "/end_session?id_token_hint=" + token)
                        .status())
                .isEqualTo(400);
    }

    /** CVE-2026-4874: only a setting opens loopback, and the node at which they sign out has none. */
    @Test
    void an_address_inside_the_network_is_never_gone_to_and_the_log_says_why() throws IOException {
        AtomicInteger knocks = new AtomicInteger();
        try (ServerSocket inside = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> count(inside, knocks));
            TestBrowser browser = TestBrowser.at(PLATFORM.node());
            String address = "://127.0.0.1:" + inside.getLocalPort() + "/back";
            SignedIn secure = signIn(browser, addresses(Optional.of("https" + address), Optional.empty()));
            SignedIn plain = signIn(browser, addresses(Optional.of("http" + address), Optional.empty()));

            assertThat(plain.end(Map.of("id_token_hint", plain.idToken())).body())
                    .contains("You are signed out");

            await(() -> events("session.client-notified", plain.session()).size() == 2);
            assertThat(events("session.client-notified", plain.session()))
                    .allMatch(text -> text.contains("\"tries\":1"))
                    .anyMatch(text -> text.contains("\"forbidden-address\"")
                            && text.contains(secure.client().id().value()))
                    .anyMatch(text -> text.contains("\"forbidden-uri\"")
                            && text.contains(plain.client().id().value()));
        }
        assertThat(knocks).hasValue(0);
    }

    private static void count(ServerSocket inside, AtomicInteger knocks) {
        try {
            while (true) {
                inside.accept().close();
                knocks.incrementAndGet();
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Test
    void a_session_that_an_admin_ends_is_told_to_its_clients_by_one_of_all_the_nodes() {
        NOTICES.clear();
        String address = "http://127.0.0.1:" + apps.getAddress().getPort();
        SignedIn app = signIn(addresses(Optional.of(address + "/back"), Optional.empty()));
        SessionId session = new SessionId(app.session());
        SessionCommand.End end = new SessionCommand.End(tenant.id(), session, "stolen-laptop", Instant.now());
        Origin admin = Origin.of(new Actor.Platform("test"), "test");

        Outcome ended = node.bean(Decisions.class)
                .decide(tenant.id(), reading -> reading.commit(end, admin).outcome());
        assertThat(ended).isInstanceOf(Outcome.Done.class);

        await(() -> !events("session.client-notified", app.session()).isEmpty());
        assertThat(app.stillSignedIn()).isFalse();
        // Each node hears of it; what a second one would send comes within the time that one more logout takes.
        SignedIn other = signIn(addresses(Optional.of(address + "/back"), Optional.empty()));
        other.end(Map.of("id_token_hint", other.idToken()));
        await(() -> !events("session.client-notified", other.session()).isEmpty());
        List<String> notified = events("session.client-notified", app.session());
        assertThat(notified).hasSize(1);
        long told = NOTICES.stream()
                .map(notice -> CodeFlow.claims(
                        Parameters.parse(notice).value("logout_token").orElseThrow()))
                .filter(claims -> app.session().equals(claims.get("sid")))
                .count();
        // Only this test's own node may call a loopback address.
        assertThat(told).isEqualTo(notified.getFirst().contains("\"accepted\"") ? 1 : 0);
    }

    @Test
    void clients_with_a_front_channel_are_shown_in_frames_that_the_policy_names() {
        TestBrowser browser = browser();
        SignedIn app = signIn(browser, addresses(Optional.empty(), Optional.of("https://booking.test/front?a=b")));
        SignedIn other = signIn(browser, addresses(Optional.empty(), Optional.of("https://bar.test/out")));
        signIn(addresses(Optional.empty(), Optional.of("https://stranger.test/out")));

        TestBrowser.Page page =
                app.end(Map.of("id_token_hint", app.idToken(), "post_logout_redirect_uri", BYE, "state", "s"));

        assertThat(page.status()).isEqualTo(200);
        String query = "iss=" + tenant.issuer().replace(":", "%3A").replace("/", "%2F") + "&amp;sid=" + app.session();
        assertThat(page.body())
                .contains("src=\"https://booking.test/front?a=b&amp;" + query + "\"")
                .contains("src=\"https://bar.test/out?" + query + "\"")
                .contains("3;url=" + BYE + "?state=s")
                .doesNotContain("stranger.test", "<script");
        String policy = page.header("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("frame-ancestors 'none'", "default-src 'none'")
                .contains("frame-src ")
                .contains("https://booking.test/front")
                .contains("https://bar.test/out")
                .doesNotContain("a=b");
        assertThat(event("session.signed-out", other.session()).get("text"))
                .contains("\"frontChannel\":[")
                .contains(other.client().id().value());
    }

    private static Map<String, String> event(String name, String session) {
        List<String> found = events(name, session);
        assertThat(found).as(name).hasSize(1);
        return Map.of("text", found.getFirst());
    }

    private static List<String> events(String name, String session) {
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            return store.eventsOf(tenant.id()).stream()
                    .filter(event ->
                            event.getKey().equals(name) && event.getValue().contains(session))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
