package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RawRequest;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SECURITY.md, "Codes, tokens, refresh" as far as codes go, and "Clients", on the running service. */
class CodeSecurityTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;
    private static TestBrowser signedIn;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        client = tenant.client(aClient().withPermissions());
        signedIn = TestBrowser.at(PLATFORM.node());
        flow().complete(signedIn, ada);
    }

    private static CodeFlow flow() {
        return new CodeFlow(tenant, client);
    }

    private static String code() {
        return flow().code(signedIn, ada);
    }

    @Test
    void a_code_presented_twice_is_refused_and_what_came_of_it_is_revoked() {
        String code = code();
        Object accessToken = CodeFlow.json(flow().redeem(PLATFORM.node(), code)).get("access_token");
        assertThat(userinfo(PLATFORM.node(), accessToken).status()).isEqualTo(200);

        isRefused(flow().redeem(PLATFORM.node(), code), 400, "invalid_grant");

        assertThat(userinfo(PLATFORM.node(), accessToken).status()).isEqualTo(401);
        assertThat(userinfo(PLATFORM.otherNode(), accessToken).status()).isEqualTo(401);
    }

    @RepeatedTest(5)
    void of_many_parallel_redemptions_on_two_nodes_exactly_one_succeeds() throws Exception {
        String code = code();
        List<RunningPlatform.Node> nodes = List.of(PLATFORM.node(), PLATFORM.otherNode());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<TestBrowser.Page>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RunningPlatform.Node node = nodes.get(i % 2);
                calls.add(() -> flow().redeem(node, code));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<TestBrowser.Page> call : callers.invokeAll(calls)) {
                statuses.add(call.get().status());
            }
            assertThat(statuses).as("%s", statuses).containsOnlyOnce(200);
            assertThat(statuses.stream().filter(it -> it != 200)).allMatch(it -> it == 400);
        }
    }

    @Test
    void a_truncated_extended_or_changed_code_is_refused_and_the_right_one_still_works() {
        String code = code();
        int dot = code.indexOf('.');
        List<String> bad = Stream.of(
                        code.substring(0, code.length() - 1),
                        code + "A",
                        code.substring(1),
                        code.substring(0, dot),
                        code.substring(dot),
                        flipped(code, dot + 1),
                        flipped(code, code.length() - 20),
                        flipped(code, 3),
                        code.toUpperCase(Locale.ROOT),
                        " " + code,
                        "a".repeat(5000))
                .toList();
        for (String wrong : bad) {
            isRefused(flow().redeem(PLATFORM.node(), wrong), 400, "invalid_grant");
        }
        assertThat(flow().redeem(PLATFORM.node(), code).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://booking.test/cb/", "https://booking.test/CB", "https://booking.test/cb?x", ""})
    void a_code_is_bound_to_its_redirect_uri(String uri) {
        Map<String, String> form = flow().redemption(code());
        form.put("redirect_uri", uri);

        isRefused(flow().redeem(PLATFORM.node(), form), 400, "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "eBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
            })
    void a_code_is_bound_to_its_challenge(String verifier) {
        Map<String, String> form = flow().redemption(code());
        form.put("code_verifier", verifier);

        isRefused(flow().redeem(PLATFORM.node(), form), 400, "invalid_grant");
    }

    /** RFC 7636 §4.1: whoever made a shorter or longer one, or of other characters, made no verifier; the challenge fits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 42, 129})
    void a_verifier_of_another_length_is_refused_though_its_challenge_is_its_hash(int length) throws Exception {
        assertThat(redeemed("v".repeat(43)).status()).isEqualTo(200);
        assertThat(redeemed("v".repeat(128)).status()).isEqualTo(200);

        isRefused(redeemed("v".repeat(length)), 400, "invalid_grant");
        isRefused(redeemed("v".repeat(42) + "+"), 400, "invalid_grant");
    }

    private static TestBrowser.Page redeemed(String verifier) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        CodeFlow flow = flow().with(
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        Map<String, String> form = flow.redemption(flow.code(TestBrowser.at(PLATFORM.node()), ada));
        form.put("code_verifier", verifier);
        return flow.redeem(PLATFORM.node(), form);
    }

    @Test
    void a_code_is_bound_to_its_client() {
        TestTenant.Client other = tenant.client(aClient().withPermissions());

        isRefused(new CodeFlow(tenant, other).redeem(PLATFORM.node(), flow().redemption(code())), 400, "invalid_grant");
    }

    @Test
    void a_code_expires() {
        TokenPolicy standard = TokenPolicy.STANDARD;
        TestTenant brief = TestTenant.onboard(
                PLATFORM,
                new TokenPolicy(
                        Duration.ofSeconds(1),
                        standard.accessToken(),
                        standard.idToken(),
                        standard.refreshIdle(),
                        standard.refreshAbsolute(),
                        standard.refreshRetry(),
                        standard.keyRotation(),
                        standard.jwksCache()));
        CodeFlow flow = new CodeFlow(brief, brief.client(aClient().withPermissions()));
        String code = flow.code(TestBrowser.at(PLATFORM.node()), brief.person("bob"));
        Instant over = Instant.now().plusMillis(1200);
        while (Instant.now().isBefore(over)) {
            LockSupport.parkNanos(50_000_000);
        }

        isRefused(flow.redeem(PLATFORM.node(), code), 400, "invalid_grant");
    }

    @Test
    void a_person_disabled_between_code_and_tokens_gets_none_and_the_session_is_dead() {
        TestTenant.Person eve = tenant.person("eve");
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        String code = flow().code(browser, eve);
        PLATFORM.send(tenant.id(), new UserCommand.Disable(tenant.id(), eve.id(), "test", Instant.now()));

        isRefused(flow().redeem(PLATFORM.node(), code), 400, "invalid_grant");
        isRefused(flow().redeem(PLATFORM.otherNode(), code), 400, "invalid_grant");
        assertThat(flow().authorize(browser).body()).contains("name=\"password\"");
    }

    @Test
    void the_wrong_secret_and_an_unknown_client_get_the_same_answer() {
        TestBrowser.Page wrong =
                token("Basic " + base64(client.id().value() + ":" + "x".repeat(43)), flow().redemption(code()));
        TestBrowser.Page unknown = token("Basic " + base64("unknown:" + client.secret()), flow().redemption(code()));
        TestBrowser.Page malformed = token("Basic !", flow().redemption(code()));

        for (TestBrowser.Page page : List.of(wrong, unknown, malformed)) {
            isRefused(page, 401, "invalid_client");
            assertThat(page.header("WWW-Authenticate").orElseThrow()).startsWith("Basic realm=");
            assertThat(page.body()).isEqualTo(wrong.body());
        }
    }

    @Test
    void a_client_uses_its_one_registered_method_and_no_other() {
        Map<String, String> inBody = flow().redemption(code());
        inBody.put("client_id", client.id().value());
        inBody.put("client_secret", client.secret());
        isRefused(token(null, inBody), 401, "invalid_client");

        Map<String, String> named = flow().redemption(code());
        named.put("client_id", client.id().value());
        isRefused(token(null, named), 401, "invalid_client");
        isRefused(token(null, flow().redemption(code())), 401, "invalid_client");

        isRefused(token(CodeFlow.basic(client), inBody), 400, "invalid_request");

        TestTenant.Client post =
                tenant.client(aClient().withPermissions().with(ClientAuthentication.CLIENT_SECRET_POST));
        isRefused(token(CodeFlow.basic(post), flow().redemption(code())), 401, "invalid_client");
    }

    @Test
    void a_client_id_beside_other_credentials_must_be_the_same() {
        Map<String, String> form = flow().redemption(code());
        form.put("client_id", tenant.client(aClient().withPermissions()).id().value());

        isRefused(token(CodeFlow.basic(client), form), 401, "invalid_client");
    }

    @Test
    void a_suspended_client_gets_nothing() {
        TestTenant.Client suspended = tenant.client(aClient().withPermissions());
        CodeFlow flow = new CodeFlow(tenant, suspended);
        String code = flow.code(TestBrowser.at(PLATFORM.node()), ada);
        PLATFORM.send(tenant.id(), new ClientCommand.Suspend(tenant.id(), suspended.id(), "test", Instant.now()));

        isRefused(flow.redeem(PLATFORM.node(), code), 401, "invalid_client");
        isRefused(flow.redeem(PLATFORM.otherNode(), code), 401, "invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "implicit", "x", "urn:ietf:params:oauth:grant-type:jwt-bearer"})
    void grant_types_that_aren_t_served_are_told_so_whoever_asks(String type) {
        Map<String, String> form = flow().redemption("x");
        form.put("grant_type", type);
        form.put("username", ada.login());
        form.put("password", ada.password());
        Map<String, String> posted = new LinkedHashMap<>(form);
        posted.put("client_id", client.id().value());
        posted.put("client_secret", "wrong");
        TestTenant.Client app = tenant.client(aClient().withPermissions().publicClient());
        Map<String, String> named = new LinkedHashMap<>(form);
        named.put("client_id", app.id().value());
        TestTenant.Client liar = new TestTenant.Client(client.id(), "wrong", client.redirectUri());

        isRefused(token(CodeFlow.basic(client), form), 400, "unsupported_grant_type");
        isRefused(token(CodeFlow.basic(liar), form), 400, "unsupported_grant_type");
        isRefused(TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", form), 400, "unsupported_grant_type");
        isRefused(
                TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", posted), 400, "unsupported_grant_type");
        isRefused(TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", named), 400, "unsupported_grant_type");
    }

    @Test
    void a_password_that_is_sent_along_is_a_refusal_in_the_trail_and_itself_nowhere() {
        TestTenant quiet = TestTenant.onboard(PLATFORM);

        TestBrowser.at(PLATFORM.node())
                .post(quiet.path() + "/token", Map.of("grant_type", "password", "password", "never-kept-this"));

        PLATFORM.node().writeRefusals();
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            List<String> stored =
                    store.eventsOf(quiet.id()).stream().map(Map.Entry::getValue).toList();
            assertThat(stored).anyMatch(text -> text.contains("\"grant-type\""));
            assertThat(stored).noneMatch(text -> text.contains("never-kept-this"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "code", "redirect_uri", "code_verifier", "client_id", "anything"})
    void a_parameter_given_twice_is_refused(String name) {
        String body = TestBrowser.encoded(flow().redemption(code())) + "&" + name + "=1&" + name + "=1";

        isRefused(
                TestBrowser.at(PLATFORM.node())
                        .header("Authorization", CodeFlow.basic(client))
                        .post(tenant.path() + "/token", body),
                400,
                "invalid_request");
    }

    @Test
    void an_address_that_ends_in_a_question_mark_has_nothing_in_its_query() {
        String form = TestBrowser.encoded(flow().redemption(code()));

        assertThat(RawRequest.send(
                        PLATFORM.node(), """
                        POST %s/token? HTTP/1.1\r
                        Host: localhost\r
                        Connection: close\r
                        Authorization: %s\r
                        Content-Type: application/x-www-form-urlencoded\r
                        Content-Length: %d\r
                        \r
                        %s""".formatted(tenant.path(), CodeFlow.basic(client), form.length(), form)))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void credentials_and_codes_in_the_query_are_refused() {
        TestBrowser browser = TestBrowser.at(PLATFORM.node()).header("Authorization", CodeFlow.basic(client));

        isRefused(
                browser.post(tenant.path() + "/token?code=" + code(), flow().redemption(code())),
                400,
                "invalid_request");
        assertThat(browser.get(tenant.path() + "/token").status()).isEqualTo(405);
        assertThat(browser.get(tenant.path() + "/token").header("Allow")).contains("POST");
    }

    @Test
    void broken_and_oversized_bodies_are_answered_in_json_without_a_trace() {
        TestBrowser browser = TestBrowser.at(PLATFORM.node()).header("Authorization", CodeFlow.basic(client));

        isRefused(browser.post(tenant.path() + "/token", "a=%00"), 400, "invalid_request");
        isRefused(browser.post(tenant.path() + "/token", "a=%C3%28"), 400, "invalid_request");
        isRefused(browser.post(tenant.path() + "/token", "a=" + "x".repeat(9000)), 400, "invalid_request");
        isRefused(browser.post(tenant.path() + "/token", "a=" + "x".repeat(100_000)), 413, "invalid_request");
        isRefused(browser.post(tenant.path() + "/token", ""), 400, "invalid_request");
        isRefused(browser.send("POST", tenant.path() + "/token"), 415, "invalid_request");
        assertThat(browser.header("X-Long", "x".repeat(60_000))
                        .get(tenant.path() + "/token")
                        .status())
                .isBetween(400, 431);
    }

    private static TestBrowser.Page userinfo(RunningPlatform.Node node, Object token) {
        return TestBrowser.at(node).header("Authorization", "Bearer " + token).get(tenant.path() + "/userinfo");
    }

    private static TestBrowser.Page token(String authorization, Map<String, String> form) {
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        if (authorization != null) {
            browser.header("Authorization", authorization);
        }
        return browser.post(tenant.path() + "/token", form);
    }

    private static String flipped(String text, int at) {
        return text.substring(0, at) + (text.charAt(at) == 'a' ? 'b' : 'a') + text.substring(at + 1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void isRefused(TestBrowser.Page page, int status, String error) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.header("Content-Type")).contains("application/json");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(CodeFlow.json(page)).containsEntry("error", error);
        assertThat(page.body()).doesNotContain("Exception", "\tat ");
    }
}
