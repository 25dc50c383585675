package dev.symbolon.projection.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.projection.RunningAudit;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The auditors' pages over HTTP, as a browser without scripts gets them. */
final class PagesTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final UserId ADA = new UserId("ada");

    private static TenantId tenant;
    private static String last;
    private static String cookie;

    @BeforeAll
    static void fill() {
        tenant = AUDIT.aTenant();
        last = AUDIT.send(new SessionCommand.Start(
                tenant,
                new SessionId("browser"),
                ADA,
                SecretHash.of("cookie"),
                List.of("pwd"),
                "1",
                Personal.of("192.0.2.7"),
                Personal.of("<script>alert(1)</script>"),
                true,
                Optional.empty(),
                Optional.empty(),
                Instant.now().plus(Duration.ofDays(1)),
                Instant.now()));
        cookie = AUDIT.signedIn();
    }

    @Test
    void without_a_session_every_page_leads_to_the_sign_in() {
        for (String path : List.of("/auditor", here() + "/events", here() + "/live", "/auditor/nothing")) {
            HttpResponse<String> answer = AUDIT.send(AUDIT.request(path));
            assertThat(answer.statusCode()).as(path).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).contains("/auditor/sign-in");
        }
    }

    @Test
    void no_way_round_the_gate_leads_to_a_page_or_to_the_api() {
        for (String path : List.of(
                "/auditor/assets/../tenants/" + tenant.value() + "/events",
                "/auditor/assets/%2e%2e/tenants/" + tenant.value() + "/events",
                "/auditor/assets/..;/tenants/" + tenant.value() + "/events",
                "/auditor/sign-in;/../tenants/" + tenant.value() + "/events",
                "//auditor/tenants/" + tenant.value() + "/events",
                "/auditor/assets/../../audit/v1/tenants/" + tenant.value() + "/events",
                "/actuator/health/../../audit/v1/tenants/" + tenant.value() + "/events")) {
            HttpResponse<String> answer = AUDIT.send(AUDIT.request(path));
            assertThat(answer.statusCode()).as(path).isNotEqualTo(200);
            assertThat(answer.body()).as(path).doesNotContain("onboarded", "Grand Hotel");
        }
    }

    @Test
    void a_wrong_token_begins_no_session_and_a_right_one_is_in_no_page() {
        HttpResponse<String> refused = AUDIT.send(AUDIT.form("/auditor/sign-in", "token=wrong"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(refused.body()).contains("lets nobody in").doesNotContain("wrong");
        HttpResponse<String> answer = AUDIT.send(AUDIT.form("/auditor/sign-in", "token=" + RunningAudit.TOKEN));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .get()
                .asString()
                .startsWith("__Host-auditor=")
                .contains("HttpOnly", "SameSite=Lax", "Secure", "Path=/")
                .doesNotContain(RunningAudit.TOKEN);
    }

    @Test
    void a_parameter_given_twice_is_refused_on_the_way_in_too() {
        for (String path : List.of("/auditor/callback?code=a&code=b&state=c", "/auditor/sign-in?tenant=a&tenant=b")) {
            assertThat(AUDIT.send(AUDIT.request(path)).statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void an_answer_that_this_browser_never_asked_for_begins_no_session() {
        HttpResponse<String> answer = AUDIT.send(
                AUDIT.request("/auditor/callback?code=a&state=b&iss=http%3A%2F%2F127.0.0.1%3A8080%2Ft%2Fsystem"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void a_planted_an_altered_and_a_doubled_cookie_are_no_session() {
        String value = cookie.substring(cookie.indexOf('=') + 1);
        for (String other : List.of(
                "__Host-auditor=" + value.substring(1),
                "__Host-auditor=" + value.substring(0, value.length() - 2) + "AA",
                "__Host-auditor=",
                "auditor=" + value,
                cookie + "; " + cookie)) {
            assertThat(AUDIT.page(here() + "/events", other).statusCode())
                    .as(other)
                    .isEqualTo(303);
        }
    }

    @Test
    void the_platform_is_offered_once() {
        assertThat(AUDIT.page("/auditor", cookie).body()).containsOnlyOnce("/auditor/tenants/system/events");
    }

    @Test
    void the_icon_is_an_image_that_is_kept() {
        String page = AUDIT.page("/auditor", cookie).body();
        String icon = page.replaceFirst("(?s).*<link rel=\"icon\"[^>]* href=\"([^\"]+)\".*", "$1");
        HttpResponse<String> answer = AUDIT.send(AUDIT.request(icon));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("image/svg+xml");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .get()
                .asString()
                .contains("immutable");
    }

    @Test
    void pages_have_a_strict_policy_and_nothing_inline() {
        for (String path : List.of("/auditor/sign-in", "/auditor", here() + "/events", here() + "/live")) {
            HttpResponse<String> page = AUDIT.page(path, cookie);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(page.body())
                    .startsWith("<!DOCTYPE html>")
                    .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                    .doesNotContain(" onclick", " style=\"", "javascript:", "http://", "https://");
        }
    }

    @Test
    void every_field_has_a_label_and_every_page_a_way_past_the_navigation() {
        AUDIT.send(
                new UserCommand.Register(
                        tenant,
                        new UserId("mary"),
                        "index-of-mary",
                        new Profile(Personal.of("mary"), Optional.empty(), Optional.empty(), false),
                        Instant.now()),
                new Actor.Client(new ClientId("booking")));
        for (String path : List.of("/events", "/grants", "/people", "/people/mary", "/health", "/live")) {
            HttpResponse<String> answer = AUDIT.page(here() + path, cookie);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            labelled(path, answer.body());
            if (!List.of("/health", "/live").contains(path)) {
                assertThat(fields(answer.body())).as(path).isNotEmpty();
            }
        }
        for (String path : List.of("/auditor/sign-in", "/auditor")) {
            labelled(path, AUDIT.page(path, cookie).body());
        }
    }

    private static void labelled(String path, String page) {
        assertThat(page)
                .as(path)
                .contains("<html lang=\"en\"")
                .contains("<a class=\"skip\" href=\"#content\"")
                .contains("<main id=\"content\"")
                .containsOnlyOnce("<h1")
                .doesNotContainPattern("<img(?![^>]*\\salt=\"[^\"])")
                .doesNotContainPattern("<button[^>]*></button>");
        assertThat(fields(page))
                .as(path)
                .allSatisfy(field -> assertThat(page)
                        .contains("for=\"" + field.replaceFirst(".*\\sid=\"([^\"]+)\".*", "$1") + "\""));
    }

    /** What somebody fills in. */
    private static List<String> fields(String page) {
        return Pattern.compile("<(?:input|select|textarea)\\s[^>]*>")
                .matcher(page)
                .results()
                .map(match -> match.group().replaceAll("\\s+", " "))
                .filter(field -> !field.contains("type=\"hidden\""))
                .toList();
    }

    @Test
    void the_search_shows_what_happened_with_links_that_narrow_it_down() {
        String page = AUDIT.page(here() + "/events?position=" + last, cookie).body();
        assertThat(page).contains("Signed in by pwd", "192.0.2.7", "The tenant was onboarded", "Grand Hotel");
        assertThat(page).contains(here() + "/events?subject=ada", "session.started");
        String narrowed = AUDIT.page(here() + "/events?words=signed&outcome=DONE&from=2020-01-01T00:00", cookie)
                .body();
        assertThat(narrowed).contains("Signed in by pwd", "words: signed").doesNotContain("onboarded");
    }

    @Test
    void what_was_typed_is_shown_as_text() {
        String typed = RunningAudit.encoded("\"><script>alert(1)</script>");
        String page = AUDIT.page(here() + "/events?subject=" + typed, cookie).body();
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void an_event_is_shown_with_its_bytes_and_their_seal() {
        String page = AUDIT.page(here() + "/events?words=signed&position=" + last, cookie)
                .body();
        Matcher link =
                Pattern.compile("href=\"(" + here() + "/events/[a-z0-9]+)\"").matcher(page);
        assertThat(link.find()).isTrue();
        String event = AUDIT.page(link.group(1), cookie).body();
        assertThat(event).contains("have the digest", "session.started", "&quot;sequence&quot;");
    }

    @Test
    void what_makes_no_sense_is_told_by_a_page() {
        for (String path :
                List.of("/events?outcome=perhaps", "/events?after=nonsense", "/events/~~~", "/events/none")) {
            HttpResponse<String> page = AUDIT.page(here() + path, cookie);
            assertThat(page.statusCode()).as(path).isIn(400, 404);
            assertThat(page.body()).as(path).contains("This didn’t work");
        }
        assertThat(AUDIT.page("/auditor/tenants/nobody/events", cookie).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_form_of_another_site_and_one_without_proof_change_nothing() {
        assertThat(AUDIT.send(AUDIT.form("/auditor/sign-out", "").header("Cookie", cookie))
                        .headers()
                        .firstValue("Set-Cookie"))
                .isEmpty();
        Matcher proof = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"")
                .matcher(AUDIT.page("/auditor", cookie).body());
        assertThat(proof.find()).isTrue();
        assertThat(AUDIT.send(AUDIT.form("/auditor/sign-out", "proof=" + proof.group(1))
                                .header("Cookie", cookie)
                                .header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(AUDIT.send(AUDIT.form("/auditor/sign-out", "proof=" + proof.group(1))
                                .header("Cookie", cookie)
                                .header("Sec-Fetch-Site", "same-origin"))
                        .headers()
                        .firstValue("Set-Cookie"))
                .get()
                .asString()
                .contains("Max-Age=0");
    }

    @Test
    void whoever_is_erased_is_erased_on_every_page_and_in_every_answer() {
        UserId guest = new UserId("guest");
        AUDIT.send(
                new UserCommand.Register(
                        tenant,
                        guest,
                        "blind-index",
                        new Profile(
                                Personal.of("grace"),
                                Optional.of(Personal.of("Grace Hopper")),
                                Optional.empty(),
                                false),
                        Instant.now()),
                new Actor.Client(new ClientId("booking")));
        String registered = AUDIT.send(new UserCommand.Disable(tenant, guest, "moved-out", Instant.now()));
        assertThat(AUDIT.page(here() + "/events?subject=guest&position=" + registered, cookie)
                        .body())
                .contains("Grace Hopper");
        AUDIT.bean(dev.symbolon.ports.secret.PersonalData.class).erase(tenant, guest);
        String erased = AUDIT.send(new UserCommand.Erase(tenant, guest, "asked-for", Instant.now()));
        String page = AUDIT.page(here() + "/events?subject=guest&position=" + erased, cookie)
                .body();
        assertThat(page).contains("erased").doesNotContain("Grace", "grace");
        assertThat(AUDIT.ok(tenant, "/events?subject=guest").toString())
                .contains("ERASED")
                .doesNotContain("Grace", "grace");
    }

    private static String here() {
        return "/auditor/tenants/" + tenant.value();
    }
}
