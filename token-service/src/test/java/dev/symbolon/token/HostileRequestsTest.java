package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.token.http.Endpoint;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RawRequest;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint, whatever is thrown at it: an answer of the right form that tells nothing of what is inside. */
class HostileRequestsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    /** What there is nothing at. */
    private static final List<String> NOTHING = List.of("/nothing", "/");

    /** They look at no parameter. */
    private static final Set<Endpoint> WITHOUT_PARAMETERS =
            Set.of(Endpoint.ACCOUNT, Endpoint.THEME, Endpoint.JWKS, Endpoint.DISCOVERY, Endpoint.SERVER_METADATA);

    /** Single-page apps read these from their own origins; the browser asks before, and names no client. */
    private static final List<String> OWN = List.of("/token", "/userinfo", "/revoke");

    /** Scripts of other sites may read what is public anyway. */
    private static final List<String> PUBLIC = List.of("/jwks", "/.well-known/");

    private static final List<String> BROKEN =
            List.of("a=%C3%28", "a=%00", "a=%", "a=%zz", "%FF=1", "a=\u0001b", "x=" + "y".repeat(9000), "&=&=&");
    private static TestTenant tenant;
    private static TestTenant.Client client;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        client = tenant.client(aClient().withPermissions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"})
    void every_method_at_every_endpoint_is_answered_calmly_and_shared_with_no_other_site(String method) {
        for (String path : all()) {
            String answer = raw(method + " " + path + " HTTP/1.1\r\nOrigin: https://evil.test\r\n"
                    + "Access-Control-Request-Method: POST\r\nX-Planted: planted-by-trace\r\nContent-Length: 0\r\n");

            if (method.equals("OPTIONS") && OWN.stream().anyMatch(path::endsWith)) {
                // Whose page it is shows with the request itself; this opens nothing, least of all to cookies.
                assertThat(answer).startsWith("HTTP/1.1 204").doesNotContainIgnoringCase("allow-credentials");
                continue;
            }
            isCalm(method + " " + path, answer);
            assertThat(answer).as(path).doesNotContain("planted-by-trace");
        }
    }

    @Test
    void what_can_t_be_read_is_refused_in_the_endpoint_s_form() {
        for (String broken : BROKEN) {
            for (String path : all()) {
                if (broken.chars().allMatch(c -> c > ' ')) {
                    isCalm("GET " + path, raw("GET " + path + "?" + broken + " HTTP/1.1\r\n"));
                }
                String post = raw("POST " + path + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: " + broken.length() + "\r\n\r\n" + broken);
                isCalm("POST " + path + " " + broken, post);
            }
        }
    }

    @Test
    void a_parameter_given_twice_is_refused_wherever_parameters_are_taken() {
        String twice = "request=a&request=a&grant_type=b&grant_type=b&client_id=c&client_id=c&user_code=d&user_code=d";
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        for (Endpoint endpoint : endpoints()) {
            String path = tenant.path() + endpoint.path();
            List<TestBrowser.Page> answers = Stream.of(
                            browser.get(path + "?" + twice), followed(browser, path, browser.post(path, twice)))
                    .filter(page -> page.status() != 405)
                    .toList();
            assertThat(answers).as(path).isNotEmpty();
            for (TestBrowser.Page page : answers) {
                isRefused(endpoint, page, 400);
            }
        }
        assertThat(CodeFlow.json(browser.post(tenant.path() + "/token", twice)))
                .containsEntry("error", "invalid_request");
    }

    /** The values of the test above are junk to these, and refused for that: here they are what the endpoint waits for. */
    @Test
    void a_good_form_with_one_field_twice_is_refused_and_decides_nothing() {
        TestTenant house = TestTenant.onboard(PLATFORM);
        TestTenant.Person ada = house.person("ada");
        CodeFlow flow = new CodeFlow(house, house.client(aClient().withPermissions()));
        DeviceFlow device = new DeviceFlow(
                house, house.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE)));
        TestBrowser browser = TestBrowser.at(PLATFORM.node());

        TestBrowser.Page page = flow.authorize(browser);
        Map<String, String> signIn = page.form();
        signIn.put("username", ada.login());
        signIn.put("password", ada.password());
        page = onlyOnce(house, Endpoint.SIGN_IN, signIn, body -> browser.post(house.path() + "/sign-in", body));
        assertThat(page.status()).isEqualTo(303);

        String resume = URI.create(page.location()).getRawPath();
        Map<String, String> handle =
                Map.of("request", page.redirected("request").orElseThrow());
        page = onlyOnce(house, Endpoint.RESUME, handle, query -> browser.get(resume + "?" + query));

        Map<String, String> consent = page.form();
        consent.put("decision", "allow");
        page = onlyOnce(house, Endpoint.CONSENT, consent, body -> browser.post(house.path() + "/consent", body));
        assertThat(page.redirected("code")).isPresent();

        page = device.page(browser, ada, device.ask(PLATFORM.node()));
        Map<String, String> answer = page.form();
        answer.put("decision", "allow");
        String action = page.action();
        page = onlyOnce(house, Endpoint.DEVICE_ANSWER, answer, body -> browser.post(action, body));
        assertThat(page.status()).isEqualTo(200);
        assertThat(events(house)).contains("device.approved");

        page = browser.get(house.path() + "/end_session");
        Map<String, String> signOut = page.form();
        signOut.put("decision", "sign-out");
        String confirm = page.action();
        onlyOnce(house, Endpoint.END_SESSION_CONFIRM, signOut, body -> browser.post(confirm, body));
        assertThat(events(house)).contains("session.ended");
    }

    /** Every field in turn, with its own value and with another one in front; in the end the form as it should be. */
    private static TestBrowser.Page onlyOnce(
            TestTenant at, Endpoint endpoint, Map<String, String> form, Function<String, TestBrowser.Page> send) {
        String good = TestBrowser.encoded(form);
        List<String> before = events(at);
        form.forEach((name, value) -> {
            isRefused(endpoint, send.apply(good + "&" + TestBrowser.encoded(Map.of(name, value))), 400);
            isRefused(endpoint, send.apply(name + "=other&" + good), 400);
        });
        assertThat(events(at)).as("%s", endpoint).isEqualTo(before);
        TestBrowser.Page page = send.apply(good);
        assertThat(page.status()).as("%s %s", endpoint, page.body()).isLessThan(400);
        return page;
    }

    /** What was decided in the tenant; keys and notes of refusals are written by themselves. */
    private static List<String> events(TestTenant of) {
        try (StoredCommits stored = new StoredCommits(PLATFORM)) {
            return stored.eventsOf(of.id()).stream()
                    .map(Map.Entry::getKey)
                    .filter(type -> !type.startsWith("signing-key.") && !type.startsWith("refusal."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void bodies_over_the_limit_or_of_another_type_are_refused_in_the_endpoint_s_form() {
        String large = "a=" + "x".repeat(200_000);
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        for (Endpoint endpoint : endpoints()) {
            TestBrowser.Page page = browser.post(tenant.path() + endpoint.path(), large);
            if (page.status() != 405) {
                isRefused(endpoint, page, 413);
            }
        }
        for (String type : List.of("application/json", "multipart/form-data; boundary=x", "text/plain")) {
            String answer = raw("POST " + tenant.path() + "/token HTTP/1.1\r\nContent-Type: " + type
                    + "\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(answer).startsWith("HTTP/1.1 415").contains("application/json");
        }
        // Chunked, so that nothing announces how long it is.
        String chunks = ("1000\r\n" + "y".repeat(0x1000) + "\r\n").repeat(12) + "0\r\n\r\n";
        String answer = raw("POST " + tenant.path() + "/token HTTP/1.1\r\nContent-Type: "
                + "application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/t/%s/authorize/",
                "/t/%s//authorize",
                "//t/%s/authorize",
                "/t/%s/authorize;jsessionid=1",
                "/t/%s/../%s/userinfo",
                "/t/%s/..%%2f..%%2factuator/env",
                "/t/%s/%%2e%%2e/%%2e%%2e/actuator/env",
                "/t/%s\\..\\userinfo",
                "/t/%s%%00/userinfo",
                "/t/%s%%5c/userinfo",
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/configprops",
                "/actuator/prometheus/../env",
                "/actuator/health/../env",
                "/actuator/loggers",
                "/error",
                "/WEB-INF/web.xml",
                "/application.yaml",
                "/t/%s/theme.css/../../../application.yaml"
            })
    void odd_paths_lead_nowhere(String path) {
        String target = path.formatted((Object[]) new String[] {slug(), slug()});
        String answer = raw("GET " + target + " HTTP/1.1\r\n");

        assertThat(answer.lines().findFirst().orElseThrow()).as(answer).matches("HTTP/1.1 4\\d\\d.*");
        isCalm(path, answer);
        assertThat(answer).doesNotContain("java.", "symbolon.master", "\"propertySources\"");
    }

    @Test
    void a_deep_or_long_path_and_too_many_headers_are_refused() {
        isCalm("deep", raw("GET /t/" + slug() + "/a".repeat(4000) + " HTTP/1.1\r\n"));
        isCalm("long", raw("GET /t/" + "a".repeat(20_000) + "/jwks HTTP/1.1\r\n"));
        isCalm("many", raw("GET " + tenant.path() + "/jwks HTTP/1.1\r\n" + "X-A: b\r\n".repeat(500)));
        isCalm(
                "cookies",
                raw("GET " + tenant.path() + "/authorize HTTP/1.1\r\nCookie: " + "a=b; ".repeat(1000) + "\r\n"));
        isCalm(
                "smuggling",
                raw("POST " + tenant.path() + "/token HTTP/1.1\r\nContent-Length: 4\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        assertThat(raw("POST " + tenant.path()
                        + "/token HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"))
                .startsWith("HTTP/1.1 400");
    }

    private static List<String> all() {
        return Stream.concat(Arrays.stream(Endpoint.values()).map(Endpoint::path), NOTHING.stream())
                .filter(path -> !path.isEmpty())
                .map(path -> tenant.path() + path)
                .toList();
    }

    /** Those that read parameters. */
    private static List<Endpoint> endpoints() {
        return Arrays.stream(Endpoint.values())
                .filter(endpoint -> endpoint != Endpoint.OTHER && !WITHOUT_PARAMETERS.contains(endpoint))
                .toList();
    }

    private static String slug() {
        return tenant.path().substring("/t/".length());
    }

    private static String raw(String request) {
        int line = request.indexOf("\r\n") + 2;
        String rest = request.substring(line);
        String end = rest.contains("\r\n\r\n") ? "" : "\r\n";
        return RawRequest.send(
                PLATFORM.node(), request.substring(0, line) + "Host: x\r\nConnection: close\r\n" + rest + end);
    }

    /** A form of another site goes on as a GET where people are sent to: that is refused then. */
    private static TestBrowser.Page followed(TestBrowser browser, String path, TestBrowser.Page page) {
        return page.status() == 303 && page.location().startsWith(path + "?") ? browser.get(page.location()) : page;
    }

    private static void isRefused(Endpoint endpoint, TestBrowser.Page page, int status) {
        if (page.status() == 401) {
            // Whoever comes without a token isn't read any further.
            assertThat(endpoint).isEqualTo(Endpoint.USERINFO);
            assertThat(page.header("WWW-Authenticate")).isPresent();
            return;
        }
        assertThat(page.status()).as("%s %s", endpoint, page.body()).isEqualTo(status);
        assertThat(page.header("Location")).as("%s", endpoint).isEmpty();
        isForm(page, endpoint.page() ? "text/html" : "application/json");
        if (endpoint.page()) {
            assertThat(page.header("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(page.header("Referrer-Policy")).contains("no-referrer");
        }
    }

    private static void isForm(TestBrowser.Page page, String type) {
        assertThat(page.header("Content-Type").orElseThrow()).startsWith(type);
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    /** Whatever it was: no fault of ours, nothing of our inside, nothing for another site, nothing to guess a type from. */
    private static void isCalm(String what, String answer) {
        assertThat(answer.lines().findFirst().orElse("nothing")).as(what).matches("HTTP/1.1 [234]\\d\\d.*");
        assertThat(answer)
                .as(what)
                .doesNotContain("Exception", "\tat ", "Tomcat", "dev.symbolon", "springframework", "evil.test");
        String head = answer.toLowerCase(Locale.ROOT);
        assertThat(head).as(what).doesNotContain("\r\nserver:", "x-powered-by", "allow-credentials");
        if (PUBLIC.stream().noneMatch(what::contains)) {
            assertThat(head).as(what).doesNotContain("access-control-allow");
        }
        if (head.contains("content-type: text/html;charset=utf-8\r\n") && head.contains("x-correlation-id")) {
            assertThat(head)
                    .as(what)
                    .contains("x-content-type-options: nosniff", "frame-ancestors 'none'", "cache-control: no-store")
                    .contains("referrer-policy: no-referrer");
        }
    }
}
