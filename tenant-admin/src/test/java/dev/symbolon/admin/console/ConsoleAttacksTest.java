package dev.symbolon.admin.console;

import static dev.symbolon.admin.console.ConsoleBrowser.sealed;
import static dev.symbolon.admin.console.ConsoleBrowser.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.admission.signin.SignIn;
import dev.symbolon.core.role.AdminPermission;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others may try at the console. */
final class ConsoleAttacksTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final String ALL =
            AdminScopes.permissions(false).stream().map(AdminPermission::scope).collect(Collectors.joining(" "));
    private static final String MARKUP = "\"><script>alert(1)</script>";

    private static String ours;
    private static String theirs;
    private static String ada;
    private static String theirClient;
    private static ConsoleBrowser admin;

    @BeforeAll
    static void onboard() {
        ours = ADMIN.tenant("console-ours");
        theirs = ADMIN.tenant("console-theirs");
        ada = new Tokens(ADMIN).person(ours, "ada", "tenant-admin");
        admin = ConsoleBrowser.signedIn(ours, "console-ours", ada, ALL);
        theirClient = ADMIN.operator()
                .post("/tenants/" + theirs + "/clients", Map.of("name", "Theirs alone", "kind", "service"))
                .id();
    }

    private static String here(String path) {
        return "/console/tenants/" + ours + path;
    }

    @Test
    void without_a_session_every_page_leads_to_the_sign_in_and_says_nothing() {
        for (String path :
                List.of("/console/", "/console/tenants", here(""), here("/clients"), "/console/onboarding")) {
            HttpResponse<String> answer = stranger().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/console/sign-in?back=");
            assertThat(answer.body()).isEmpty();
        }
        assertThat(stranger().post(here("/suspend"), Map.of("reason", "x")).statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_form_that_another_site_sends_changes_nothing() {
        Map<String, String> fields = Map.of("name", "planted", "kind", "application");
        assertThat(admin.postOnly(here("/roles/new"), fields).statusCode()).isEqualTo(403);
        assertThat(admin.post(here("/roles/new"), with(fields, "proof", "another"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.with("Sec-Fetch-Site", "cross-site")
                        .post(here("/roles/new"), fields)
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.with("Sec-Fetch-Site", "same-site")
                        .post("/console/sign-in", Map.of("tenant", "console-ours"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.get(here("/roles/new?name=planted&kind=application")).statusCode())
                .isEqualTo(200);
        assertThat(ADMIN.operator().get("/tenants/" + ours + "/roles?limit=200").text())
                .doesNotContain("planted");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        return Map.of("name", fields.getOrDefault("name", ""), "kind", fields.getOrDefault("kind", ""), name, value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/",
                "//evil.test/",
                "/\\evil.test/",
                "/console//evil.test",
                "/console/../admin/v1/tenants",
                "/console/%2f%2fevil.test",
                "/consoles/",
                "javascript:alert(1)",
                "/console/tenants?x=\"><script>",
                "/console/\r\nSet-Cookie:x=1"
            })
    void a_return_address_leads_to_the_console_and_nowhere_else(String address) {
        HttpResponse<String> page = stranger()
                .get("/console/sign-in?back="
                        + java.net.URLEncoder.encode(address, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(ConsoleBrowser.hidden(page, "back")).isEqualTo("/console/");
        assertThat(page.body()).doesNotContain("evil").doesNotContain("alert");
    }

    @Test
    @Timeout(30)
    void a_long_return_address_that_is_none_costs_no_more_than_its_length() {
        String address = "/console/" + "a".repeat(300) + "!";
        HttpResponse<String> page = stranger()
                .get("/console/sign-in?back="
                        + java.net.URLEncoder.encode(address, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(ConsoleBrowser.hidden(page, "back")).isEqualTo("/console/");
    }

    @Test
    void no_page_can_be_framed_keeps_a_copy_or_runs_what_it_does_not_bring() {
        for (String path :
                List.of("/console/sign-in", here(""), here("/nothing"), "/console/callback", here("/clients/new"))) {
            HttpResponse<String> answer = admin.get(path);
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertThat(policy)
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.body()).doesNotContain(" style=\"").doesNotContain("onclick");
        }
    }

    @Test
    void what_people_are_called_is_never_markup() {
        String client = ADMIN.operator()
                .post(
                        "/tenants/" + ours + "/clients",
                        Map.of(
                                "name",
                                MARKUP,
                                "kind",
                                "web",
                                "redirectUris",
                                List.of("https://app.test/cb?" + "x='%22%3E%3Cscript%3E")))
                .id();
        ADMIN.operator().patch("/tenants/" + ours, Map.of("displayName", MARKUP));
        for (String path : List.of(
                "",
                "/edit",
                "/clients",
                "/clients/" + client,
                "/clients/" + client + "/edit",
                "/clients/" + client + "/trial",
                "/clients?q=%3Cscript%3Ealert(1)")) {
            HttpResponse<String> page = admin.get(here(path));
            assertThat(page.body()).as(path).contains("&lt;script&gt;").doesNotContain("<script>alert");
        }
    }

    @Test
    void another_tenants_pages_are_as_missing_as_those_that_there_never_were() {
        String missing =
                admin.get("/console/tenants/0000000000000000000000000a").body();
        for (String path : List.of("", "/clients/" + theirClient, "/users", "/activity")) {
            HttpResponse<String> page = admin.get("/console/tenants/" + theirs + path);
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.body()).doesNotContain("Theirs alone").doesNotContain("console-theirs");
        }
        assertThat(admin.get("/console/tenants/" + theirs).body()).isEqualTo(missing);
        assertThat(admin.post(
                                "/console/tenants/" + theirs + "/clients/" + theirClient + "/suspend",
                                Map.of("reason", "x"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(admin.get("/console/tenants").statusCode()).isEqualTo(403);
        assertThat(admin.get("/console/tenants/" + theirs + "/activity/stream").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_session_is_ours_whole_single_and_young() {
        Instant now = Instant.now();
        String good = sealed(ConsoleCookie.SESSION, ConsoleBrowser.session(ours, "console-ours", ada, ALL, now, now));
        assertThat(stranger().with("Cookie", good).get(here("")).statusCode()).isEqualTo(200);
        String bent = good.substring(0, good.length() - 3)
                + (good.endsWith("A") ? "B" : "A")
                + good.substring(good.length() - 2);
        SignIn signIn = SignIn.at("console-ours", "console", "http://127.0.0.1:8081/console/callback", now);
        String other = sealed(ConsoleCookie.SIGN_IN, signIn).replaceFirst("console-sign-in=", "console=");
        String old = sealed(
                ConsoleCookie.SESSION,
                ConsoleBrowser.session(ours, "console-ours", ada, ALL, now.minus(Duration.ofHours(9)), now));
        String idle = sealed(
                ConsoleCookie.SESSION,
                ConsoleBrowser.session(
                        ours,
                        "console-ours",
                        ada,
                        ALL,
                        now.minus(Duration.ofHours(1)),
                        now.minus(Duration.ofMinutes(31))));
        for (String cookie : List.of(bent, other, old, idle, good + "; " + good, "console=", "console=x")) {
            assertThat(stranger().with("Cookie", cookie).get(here("")).statusCode())
                    .as(cookie)
                    .isEqualTo(303);
        }
    }

    @Test
    void an_answer_counts_in_the_browser_that_asked_for_it_and_from_the_tenant_that_was_asked() {
        String good = "/console/callback?code=a.b&state=%s&iss=" + RunningAdmin.ISSUERS + "%s";
        assertRefused(stranger().get(good.formatted("x", "console-ours")), "no sign-in under way");

        SignIn mine = SignIn.at("console-ours", "console", "http://127.0.0.1:8081/console/callback", Instant.now());
        ConsoleBrowser asking =
                stranger().with("Cookie", sealed(ConsoleCookie.SIGN_IN, Map.of("signIn", mine, "back", "/console/")));
        assertRefused(asking.get(good.formatted("another", "console-ours")), "another sign-in");
        assertRefused(asking.get(good.formatted(mine.state(), "console-theirs")), "another tenant");
        assertRefused(asking.get("/console/callback?code=a.b&state=" + mine.state()), "another tenant");
        assertRefused(
                asking.get("/console/callback?error=access_denied&state=" + mine.state() + "&iss="
                        + RunningAdmin.ISSUERS + "console-ours"),
                "access_denied");
        assertRefused(asking.get("/console/callback"), "another sign-in");
        // Of a trial, it is none for a sign-in.
        assertRefused(
                stranger()
                        .with(
                                "Cookie",
                                sealed(ConsoleCookie.TRIAL, Map.of("signIn", mine))
                                        .replaceFirst("console-trial", "console-sign-in"))
                        .get(good.formatted(mine.state(), "console-ours")),
                "no sign-in under way");
    }

    private static void assertRefused(HttpResponse<String> answer, String text) {
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.body()).contains(text);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .noneMatch(it -> it.startsWith("console=") && !it.startsWith("console=;"));
    }

    @Test
    void tokens_never_reach_the_browser() {
        ConsoleSession session = ConsoleBrowser.session(
                ours, "console-ours", ada, ALL, Instant.now(), Instant.now().minusSeconds(90));
        HttpResponse<String> page = stranger().with(session).get(here("/clients"));
        assertThat(page.body()).doesNotContain(session.tokens().access());
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain(session.tokens().access());
    }
}
