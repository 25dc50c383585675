package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.Planted;
import dev.symbolon.token.running.RawRequest;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import dev.symbolon.token.running.Traces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * SECURITY.md: "No secret, code, token or key in an event, a Kafka record, a log, a metric or an error", and personal data
 * nowhere but sealed: known values go through everything that the service does, and are looked for wherever it leaves
 * something.
 */
class PlantedSecretsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String AGENT = "Planted-Agent/7.31 (hotel lobby)";
    private static final String ADDRESS = "127.83.71.99";

    private final Planted planted = new Planted();
    private final List<String> answers = new ArrayList<>();

    @Test
    void what_people_clients_and_browsers_entrust_to_the_platform_is_left_nowhere_in_a_readable_form()
            throws Exception {
        TestTenant tenant = TestTenant.onboard(PLATFORM);
        TestTenant.Person ada = tenant.person("planted.login.of.ada");
        planted.plant("login name", ada.login());
        planted.plant("person's name", "Name of " + ada.login());
        planted.plant("email", ada.login() + "@guest.test");
        planted.plant("password", ada.password());
        planted.plant("user agent", AGENT);
        planted.plant("address", ADDRESS);
        TestTenant.Client client = tenant.client(aClient()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                .withPermissions());
        planted.plant("client secret", client.secret());
        byte[] known;
        try (Traces traces = new Traces(PLATFORM)) {
            flow(tenant, client, ada);
            mistakes(tenant, client);
            brokenRequests(tenant);
            device(tenant, ada);
            inFront(tenant, ada);
            logout(tenant, ada);
            PLATFORM.node().writeRefusals();
            PLATFORM.otherNode().writeRefusals();
            Map<String, byte[]> places = traces.all();

            assertThat(places.keySet())
                    .anyMatch(place -> place.startsWith("collection "))
                    .anyMatch(place -> place.startsWith("file "))
                    .contains("topic symbolon.events", "topic symbolon.control", "log");
            isFound(tenant.id(), places);
            Map<String, List<String>> found = new LinkedHashMap<>();
            places.forEach((place, bytes) -> found.put(place, planted.foundIn(bytes)));
            found.values().removeIf(List::isEmpty);
            assertThat(found).isEmpty();
            known = places.get("log");
        }
        assertThat(new String(known, StandardCharsets.UTF_8)).contains("refuses at token");
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer).doesNotContain(client.secret(), ada.password(), "Exception", "\tat "));
    }

    /** Looking finds what is there: otherwise finding nothing would say nothing. */
    private static void isFound(TenantId tenant, Map<String, byte[]> places) {
        Planted present = new Planted();
        present.plant("tenant", tenant.value());
        for (String place : List.of("collection symbolon.commits", "topic symbolon.events", "topic symbolon.control")) {
            assertThat(present.foundIn(places.get(place))).as(place).contains("tenant");
        }
    }

    private void flow(TestTenant tenant, TestTenant.Client client, TestTenant.Person ada) throws Exception {
        TestBrowser browser = browser();
        CodeFlow flow = new CodeFlow(tenant, client).with("state", planted.plant("state", "planted-state-81c4e9"));
        TestBrowser.Page signIn = flow.authorize(browser);
        planted.plant("sign-in handle", signIn.form().get("request"));
        TestBrowser.Page wrong =
                browser.signIn(signIn, ada.login(), planted.plant("wrong password", "planted wrong pass/word+1"));
        TestBrowser.Page resume = browser.signIn(wrong, ada.login(), ada.password());
        planted.plant("resume handle", resume.redirected("request").orElseThrow());
        TestBrowser.Page consent = browser.get(resume.location());
        planted.plant("consent handle", consent.form().get("request"));
        browser.cookies()
                .forEach((name, value) -> planted.plant("cookie " + name, value.substring(value.indexOf('.') + 1)));
        String code = browser.answer(consent, "allow").redirected("code").orElseThrow();
        planted.plant("code", code.substring(code.indexOf('.') + 1));
        planted.plant("verifier", CodeFlow.VERIFIER);
        Map<String, Object> tokens = CodeFlow.json(flow.redeem(PLATFORM.node(), code));
        jwt("access token", tokens.get("access_token"));
        jwt("ID token", tokens.get("id_token"));
        for (int use = 1; use <= 2; use++) {
            String refreshToken = tokens.get("refresh_token").toString();
            planted.plant("refresh token " + use, refreshToken.substring(refreshToken.indexOf('.') + 1));
            tokens = CodeFlow.json(
                    flow.redeem(PLATFORM.node(), Map.of("grant_type", "refresh_token", "refresh_token", refreshToken)));
        }
        userinfo(tenant, tokens.get("access_token"));
        assertThat(flow.redeem(PLATFORM.otherNode(), code).status()).isEqualTo(400);
        userinfo(tenant, tokens.get("access_token"));
        String second = flow.code(browser, ada);
        planted.plant("refused code", second.substring(second.indexOf('.') + 1));
        Map<String, String> bad = flow.redemption(second);
        bad.put("code_verifier", planted.plant("wrong verifier", "planted-verifier-" + "v".repeat(43)));
        keep(flow.redeem(PLATFORM.node(), bad));
    }

    private void jwt(String name, Object token) {
        String[] parts = token.toString().split("\\.");
        planted.plant(name + "'s claims", parts[1]);
        planted.plant(name + "'s signature", parts[2]);
    }

    private void device(TestTenant tenant, TestTenant.Person ada) throws Exception {
        DeviceFlow flow = new DeviceFlow(
                tenant, tenant.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE)));
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        String userCode = planted.plant("user code", asked.get("user_code").toString());
        planted.plant("user code's letters", userCode.replace("-", ""));
        planted.plant("user code as typed", userCode.toLowerCase(Locale.ROOT));
        planted.plant("device code", asked.get("device_code").toString());
        TestBrowser browser = browser();
        TestBrowser.Page page = flow.page(browser, ada, asked);
        planted.plant("device page's handle", page.form().get("request"));
        browser.answer(page, "allow");
        TestBrowser.Page tokens = flow.poll(PLATFORM.node(), asked.get("device_code"));
        jwt("device's access token", CodeFlow.json(tokens).get("access_token"));
        keep(flow.poll(PLATFORM.otherNode(), asked.get("device_code")));
        keep(flow.poll(PLATFORM.node(), planted.plant("bent device code", "planted-" + asked.get("device_code"))));
        keep(browser.get(tenant.path() + "/device?user_code=" + planted.plant("wrong user code", "BCDFG-BCDFH")));
    }

    private void inFront(TestTenant tenant, TestTenant.Person ada) throws Exception {
        TestTenant.Client client = tenant.client(aClient()
                .withPermissions()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT)
                .withResponses(ResponseType.CODE_ID_TOKEN_TOKEN));
        Map<String, String> front = new CodeFlow(tenant, client)
                .responding("code id_token token")
                .complete(browser(), ada)
                .fragment();
        jwt("access token in front", front.get("access_token"));
        jwt("ID token in front", front.get("id_token"));
        String code = front.get("code");
        planted.plant("code in front", code.substring(code.indexOf('.') + 1));
    }

    /** At a node that may call the app on this machine. */
    private void logout(TestTenant tenant, TestTenant.Person ada) throws Exception {
        BlockingQueue<String> notices = new LinkedBlockingQueue<>();
        HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/back", exchange -> {
            notices.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        });
        app.start();
        RunningPlatform.Node node =
                PLATFORM.start("node-planted", List.of("--symbolon.outbound.allowed-loopback=127.0.0.1"), _ -> {});
        try {
            String back = "http://127.0.0.1:" + app.getAddress().getPort() + "/back";
            TestTenant.Client client = tenant.client(aClient()
                    .withPermissions()
                    .with(new LogoutAddresses(
                            List.of(), Optional.of(new LogoutAddresses.Notified(back, true)), Optional.empty())));
            CodeFlow flow = new CodeFlow(tenant, client);
            TestBrowser browser =
                    TestBrowser.from(InetAddress.ofLiteral(ADDRESS), node).header("User-Agent", AGENT);
            Object hint =
                    CodeFlow.json(flow.redeem(node, flow.code(browser, ada))).get("id_token");
            jwt("ID token hint", hint);
            String end = tenant.path() + "/end_session?id_token_hint=";
            keep(browser.get(end + planted.plant("junk hint", "planted.junk.hint")));
            assertThat(browser.get(end + hint).body()).contains("You are signed out");
            String notice = notices.poll(20, TimeUnit.SECONDS);
            assertThat(notice).isNotNull();
            jwt("logout token", Parameters.parse(notice).value("logout_token").orElseThrow());
        } finally {
            node.context().close();
            app.stop(0);
        }
    }

    /** What people and clients do by mistake, and attackers on purpose. */
    private void mistakes(TestTenant tenant, TestTenant.Client client) throws Exception {
        CodeFlow flow = new CodeFlow(tenant, client);
        String typed = planted.plant("password in the place of the login name", "planted hunter2 as login");
        keep(browser().signIn(flow.authorize(browser()), "nobody", "irrelevant"));
        TestBrowser browser = browser();
        keep(browser.signIn(
                flow.authorize(browser), typed, planted.plant("its other password", "planted second typed")));
        TestBrowser other = browser();
        String unknown = planted.plant("secret of nobody", "planted-secret-of-nobody");
        keep(other.header("Authorization", CodeFlow.basic(new TestTenant.Client(client.id(), unknown, "")))
                .post(
                        tenant.path() + "/token",
                        flow.redemption(planted.plant("made-up code", "planted-made.up-code"))));
        String query = planted.plant("secret in a query", "planted-secret-in-query");
        keep(browser().get(tenant.path() + "/token?client_secret=" + query));
        keep(browser().post(tenant.path() + "/token?client_secret=" + query, Map.of("code", query)));
        keep(browser().get(tenant.path() + "/userinfo?access_token=" + query));
        keep(browser().get(tenant.path() + "/nothing/" + planted.plant("secret in a path", "planted-secret-in-path")));
        keep(browser().get("/t/" + planted.plant("secret as tenant", "planted-secret-as-tenant") + "/authorize"));
        keep(browser()
                .get(tenant.path() + "/authorize?client_id=" + planted.plant("secret as client", "planted-sec-cl")));
        keep(flow.with("redirect_uri", "https://evil.test/?" + planted.plant("redirect", "planted-redirect-query"))
                .authorize(browser()));
        String broken = planted.plant("password beside broken text", "planted-beside-broken");
        keep(browser().post(tenant.path() + "/sign-in", "password=" + broken + "&username=%C3%28"));
        keep(browser().post(tenant.path() + "/token", "client_secret=" + broken + "&client_secret=" + broken));
        keep(browser()
                .header("Authorization", "Basic " + planted.plant("junk", "planted-junk-credentials!"))
                .post(tenant.path() + "/token", "a=b"));
        keep(browser()
                .header("Authorization", "Bearer " + planted.plant("junk token", "planted.junk.token"))
                .get(tenant.path() + "/userinfo"));
    }

    /** What the server in front of our code refuses, and might log. */
    private void brokenRequests(TestTenant tenant) {
        String end = "Host: x\r\nConnection: close\r\n\r\n";
        String target = planted.plant("secret in a broken target", "planted-broken-target");
        answers.add(raw("GET " + tenant.path() + "/userinfo?access_token=" + target + "\"<> HTTP/1.1\r\n" + end));
        String header = planted.plant("secret in a broken header", "planted-broken-header");
        answers.add(
                raw("GET " + tenant.path() + "/userinfo HTTP/1.1\r\nAuthorization : Bearer " + header + "\r\n" + end));
        answers.add(raw("GET " + tenant.path() + "/userinfo HTTP/1.1\r\nCookie\u0001: a=" + header + "\r\n" + end));
        String cookie = planted.plant("session in a broken cookie", "planted-broken-cookie");
        answers.add(raw("GET " + tenant.path() + "/authorize HTTP/1.1\r\nCookie: symbolon-session=\"" + cookie
                + "; b=\u0001\r\n" + end));
        answers.add(raw("GET " + tenant.path() + "/authorize HTTP/1.1\r\nCookie: symbolon-session=" + cookie
                + "\u0002; b\"=c\r\n" + end));
        String method = planted.plant("secret as method", "PLANTEDMETHOD");
        answers.add(raw(method + "\" / HTTP/1.1\r\n" + end));
        answers.add(raw("GET / HTTP/" + planted.plant("secret as protocol", "planted-protocol") + "\r\n" + end));
        answers.add(raw("GET / HTTP/1.1\r\nHost: " + planted.plant("secret as host", "planted_host<>") + "\r\n"
                + "Connection: close\r\n\r\n"));
        answers.add(
                raw("POST " + tenant.path() + "/token HTTP/1.1\r\nContent-Type: " + "application/x-www-form-urlencoded"
                        + "\r\nContent-Length: " + planted.plant("secret as length", "planted-length") + "\r\n" + end));
    }

    private static String raw(String request) {
        return RawRequest.send(PLATFORM.node(), request);
    }

    private void userinfo(TestTenant tenant, Object token) throws Exception {
        browser().header("Authorization", "Bearer " + token).get(tenant.path() + "/userinfo");
    }

    private static TestBrowser browser() throws Exception {
        return TestBrowser.from(InetAddress.ofLiteral(ADDRESS), PLATFORM.node()).header("User-Agent", AGENT);
    }

    private void keep(TestBrowser.Page page) {
        answers.add(page.status() == 200 || page.status() == 303 ? "" : page.body());
    }
}
