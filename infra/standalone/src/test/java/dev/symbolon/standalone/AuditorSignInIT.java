package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.benchmark.BrowserCookies;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Auditors sign in to the audit pages where everybody signs in, and read what their roles let them. */
final class AuditorSignInIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSWORD = "a long first password";

    private static RunningPlatform platform;
    private static JsonNode operator;

    @BeforeAll
    static void start() throws Exception {
        platform = RunningPlatform.shared();
        operator = platform.operator();
    }

    @AfterAll
    static void nothingWasScanned() {
        RunningPlatform.assertServedByIndexes();
    }

    @Test
    void the_first_operator_signs_in_reads_every_tenant_and_signs_out_for_good() throws Exception {
        BrowserCookies cookies = new BrowserCookies();
        HttpClient browser = browser(cookies);
        HttpResponse<String> page = signedIn(
                browser,
                "system",
                operator.get("login").asString(),
                operator.get("password").asString());
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/auditor");
        assertThat(page.body()).contains("The Grand Hotel");

        String events = "/auditor/tenants/" + platform.tenant() + "/events";
        HttpResponse<String> read = get(browser, events);
        assertThat(read.uri().getPath()).isEqualTo(events);
        String proof = Jsoup.parse(read.body())
                .selectFirst("form.out input[name=proof]")
                .attr("value");
        String session = cookies.value("auditor").orElseThrow();
        // No token, neither as it is nor encoded once more; three letters alone come about by chance.
        assertThat(session).doesNotContain(".");
        assertThat(new String(Base64.getUrlDecoder().decode(session), StandardCharsets.ISO_8859_1))
                .doesNotContainPattern("eyJ[\\w-]{10,}\\.");

        assertThat(post(browser, "/auditor/sign-out", Map.of("proof", "another"))
                        .uri()
                        .getPath())
                .isEqualTo("/auditor/sign-in");
        assertThat(get(browser, events).uri().getPath()).isEqualTo(events);
        HttpResponse<String> out = post(browser, "/auditor/sign-out", Map.of("proof", proof));
        assertThat(out.uri().toString()).doesNotContain("/auditor/tenants");
        // A copy of the cookie opens nothing any more, on no node: what it stood for was revoked.
        HttpResponse<String> again = HttpClient.newHttpClient()
                .send(
                        request(events).header("Cookie", "auditor=" + session).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(again.headers().firstValue("Location")).contains("/auditor/sign-in");
    }

    @Test
    void an_auditor_of_one_tenant_gets_nothing_of_another() throws Exception {
        String other = tenant("audited-elsewhere");
        String mine = tenant("audited");
        person(mine, "vera", "auditor");
        person(mine, "sam", "support");
        person(mine, "nobody", "");

        HttpClient vera = browser(new BrowserCookies());
        HttpResponse<String> page = signedIn(vera, "audited", "vera", PASSWORD);
        assertThat(page.uri().getPath()).isEqualTo("/auditor/tenants/" + mine + "/events");
        for (String foreign : new String[] {other, platform.tenant(), "system"}) {
            for (String path : new String[] {"/auditor/tenants/%s/events", "/audit/v1/tenants/%s/events"}) {
                HttpResponse<String> refused = get(vera, path.formatted(foreign));
                assertThat(refused.statusCode()).as(path + foreign).isEqualTo(404);
                assertThat(refused.body()).doesNotContain("onboarded");
            }
        }
        Await.until(
                "her own sign-in is in the trail, with its address",
                () -> assertThat(get(vera, "/audit/v1/tenants/" + mine + "/events")
                                .body())
                        .contains("127.0.0.1"));

        HttpClient sam = browser(new BrowserCookies());
        assertThat(signedIn(sam, "audited", "sam", PASSWORD).statusCode()).isEqualTo(200);
        assertThat(get(sam, "/audit/v1/tenants/" + mine + "/events").body()).doesNotContain("127.0.0.1");

        HttpResponse<String> refused = signedIn(browser(new BrowserCookies()), "audited", "nobody", PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("no role");
    }

    @Test
    void an_answer_counts_in_the_browser_that_asked_and_once() throws Exception {
        HttpClient browser = browser(new BrowserCookies());
        HttpResponse<String> signIn = post(browser, "/auditor/sign-in", Map.of("tenant", "system"));
        String made = audit() + "/auditor/callback?code=made-up&state=guessed&iss="
                + URLEncoder.encode(operator.get("issuer").asString(), StandardCharsets.UTF_8);
        assertThat(signIn.statusCode()).isEqualTo(200);
        assertThat(get(browser, made.substring(audit().length())).statusCode()).isEqualTo(403);
        assertThat(get(browser(new BrowserCookies()), made.substring(audit().length()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(browser, "/auditor/sign-in", Map.of("tenant", "no-such-tenant"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(browser, "/auditor/sign-in", Map.of("tenant", "../system@evil.test"))
                        .statusCode())
                .isEqualTo(404);
    }

    private static String tenant(String slug) throws Exception {
        return admin("/admin/v1/tenants", Map.of("slug", slug, "displayName", slug))
                .get("id")
                .asString();
    }

    private static void person(String tenant, String login, String role) throws Exception {
        admin(
                "/admin/v1/tenants/" + tenant + "/users",
                Map.of(
                        "login",
                        login,
                        "password",
                        PASSWORD,
                        "roles",
                        role.isEmpty() ? new String[0] : new String[] {role}));
    }

    private static JsonNode admin(String path, Map<String, ?> body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(platform.adminUrl() + path))
                                .header("Authorization", "Bearer " + platform.operatorToken())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    /** From the audit pages to the tenant's sign-in and back, as a browser without scripts goes. */
    private static HttpResponse<String> signedIn(HttpClient browser, String slug, String login, String password)
            throws Exception {
        HttpResponse<String> page = post(browser, "/auditor/sign-in", Map.of("tenant", slug));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        FormElement form = (FormElement)
                Jsoup.parse(page.body(), page.uri().toString()).selectFirst("form:has(input[type=password])");
        Map<String, String> fields = new LinkedHashMap<>();
        for (Connection.KeyVal field : form.formData()) {
            fields.put(field.key(), field.value());
        }
        fields.put(
                form.selectFirst("input[autocomplete=username], input[type=text]")
                        .attr("name"),
                login);
        fields.put(form.selectFirst("input[type=password]").attr("name"), password);
        return browser.send(
                HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Origin",
                                page.uri().getScheme() + "://" + page.uri().getAuthority())
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient browser(BrowserCookies cookies) {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .cookieHandler(cookies)
                .build();
    }

    private static HttpResponse<String> get(HttpClient browser, String path) throws Exception {
        return browser.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient browser, String path, Map<String, String> fields)
            throws Exception {
        return browser.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(audit() + path));
    }

    private static String audit() {
        return platform.auditUrl();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
