package dev.symbolon.admin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.role.AdminPermission;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What the one mechanism makes of the API's operations. */
final class ConsolePagesTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final String ALL =
            AdminScopes.permissions(false).stream().map(AdminPermission::scope).collect(Collectors.joining(" "));

    private static String tenant;
    private static String base;
    private static ConsoleBrowser admin;
    private static ConsoleBrowser auditor;

    @BeforeAll
    static void onboard() {
        tenant = ADMIN.tenant("console-pages");
        base = "/console/tenants/" + tenant;
        Tokens tokens = new Tokens(ADMIN);
        admin = ConsoleBrowser.signedIn(tenant, "console-pages", tokens.person(tenant, "ada", "tenant-admin"), ALL);
        auditor = ConsoleBrowser.signedIn(tenant, "console-pages", tokens.person(tenant, "max", "auditor"), ALL);
    }

    private static Api.Said api(String path) {
        return ADMIN.operator().get("/tenants/" + tenant + path);
    }

    @Test
    void everything_that_the_api_lists_or_shows_has_a_page_and_everything_that_it_takes_a_form() {
        String client = ADMIN.operator()
                .post("/tenants/" + tenant + "/clients", Map.of("name", "Every", "kind", "service"))
                .id();
        Map<String, String> ids = Map.of("{tenant}", tenant, "{client}", client);
        api("/admin/v1/openapi.json");
        ADMIN.with("")
                .get("/admin/v1/openapi.json")
                .json()
                .get("paths")
                .properties()
                .forEach(path -> {
                    String place = path.getKey().substring("/admin/v1".length());
                    for (Map.Entry<String, String> id : ids.entrySet()) {
                        place = place.replace(id.getKey(), id.getValue());
                    }
                    if (place.contains("{") || !place.startsWith("/tenants/")) {
                        return;
                    }
                    String there = "/console" + place;
                    path.getValue().propertyNames().forEach(method -> {
                        String form =
                                switch (method) {
                                    case "get" -> there;
                                    case "patch", "put" -> there + "/edit";
                                    case "delete" -> there + "/remove";
                                    default -> path.getValue().has("get") ? there + "/new" : there;
                                };
                        HttpResponse<String> page = admin.get(form);
                        assertThat(page.statusCode()).as(form).isIn(200, 403);
                        assertThat(page.body()).as(form).contains("<main id=\"content\"");
                    });
                });
    }

    @Test
    void what_is_filled_in_is_made_once_however_often_it_is_sent() {
        HttpResponse<String> form = admin.get(base + "/groups/new");
        Map<String, String> fields = Map.of(
                "once", ConsoleBrowser.hidden(form, "once"), "name", "night-shift", "description", "From ten to six");
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> made = admin.post(base + "/groups/new", fields);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
            assertThat(made.headers().firstValue("Location").orElseThrow()).startsWith(base + "/groups/");
        }
        assertThat(api("/groups").json().findValuesAsString("name").stream().filter("night-shift"::equals))
                .hasSize(1);
    }

    @Test
    void an_edit_changes_what_was_changed_and_refuses_what_has_changed_meanwhile() {
        String id = ADMIN.operator()
                .post(
                        "/tenants/" + tenant + "/roles",
                        Map.of("name", "porter", "kind", "application", "description", "Bags"))
                .id();
        String edit = base + "/roles/" + id + "/edit";
        HttpResponse<String> form = admin.get(edit);
        Map<String, String> fields = new HashMap<>(Map.of(
                "version",
                ConsoleBrowser.hidden(form, "version").replace("&quot;", "\""),
                "name",
                "porter",
                "kind",
                "application",
                "description",
                "Bags and doors"));
        HttpResponse<String> saved = admin.post(edit, fields);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        assertThat(api("/roles/" + id).json().get("description").asString()).isEqualTo("Bags and doors");
        assertThat(api("/roles/" + id).json().get("kind").asString()).isEqualTo("application");

        fields.put("description", "too late");
        HttpResponse<String> late = admin.post(edit, fields);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("has changed since you opened it").contains("too late");

        fields.put("description", "");
        fields.put("version", "");
        assertThat(admin.post(edit, fields).statusCode()).isEqualTo(303);
        assertThat(api("/roles/" + id).json().has("description")).isFalse();
    }

    @Test
    void an_admin_role_is_made_of_the_permissions_that_its_form_offers() {
        HttpResponse<String> form = admin.get(base + "/roles/new");
        List<String> offered = Pattern.compile("name=\"permissions\" value=\"([^\"]*)\"")
                .matcher(form.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(offered).hasSizeGreaterThan(10);
        for (String permission : offered) {
            HttpResponse<String> made = admin.post(
                    base + "/roles/new",
                    Map.of(
                            "once",
                            ConsoleBrowser.hidden(form, "once") + offered.indexOf(permission),
                            "name",
                            "may-" + permission.replaceAll("[^a-z]", "-"),
                            "kind",
                            "admin",
                            "permissions",
                            permission));
            assertThat(made.statusCode()).as(permission + " " + made.body()).isEqualTo(303);
            String place = made.headers().firstValue("Location").orElseThrow();
            String role = place.substring(place.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
            assertThat(api("/roles/" + role).json().get("permissions").get(0).asString())
                    .isEqualTo(permission);
        }
        assertThat(api("/roles/tenant-admin")
                        .json()
                        .get("permissions")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsAll(offered);
    }

    @Test
    void a_problem_is_told_at_the_field_that_it_names_and_nothing_typed_is_lost() {
        HttpResponse<String> refused = admin.post(
                base + "/roles/new", Map.of("once", "x".repeat(20), "name", "Not A Name", "kind", "application"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("id=\"f-name-error\"")
                .contains("aria-invalid=\"true\"")
                .contains("value=\"Not A Name\"")
                .doesNotContain("id=\"f-kind-error\"");
        HttpResponse<String> nested = admin.post(
                base + "/claim-mapping/edit",
                Map.of("rules.0.claim", "roles", "rules.0.source", "nowhere", "rules.0.into", "id_token"));
        assertThat(nested.body()).contains("id=\"f-rules-0-source-error\"");
    }

    @Test
    void rows_are_added_without_a_script() {
        HttpResponse<String> more = admin.post(
                base + "/resources/new",
                Map.of(
                        "more",
                        "scopes",
                        "name",
                        "Rooms",
                        "scopes.0.name",
                        "rooms:read",
                        "scopes.0.consentText",
                        "See"));
        assertThat(more.statusCode()).isEqualTo(200);
        assertThat(more.body())
                .contains("value=\"rooms:read\"")
                .contains("name=\"scopes.1.name\"")
                .contains("value=\"Rooms\"");
        assertThat(api("/resources").text()).doesNotContain("Rooms");
    }

    @Test
    void of_more_than_can_be_offered_the_id_of_each_can_still_be_given() {
        String user = ADMIN.operator()
                .post("/tenants/" + tenant + "/users", Map.of("login", "crowded", "password", "a long first password"))
                .id();
        String form = base + "/users/" + user + "/assignments/edit";
        Api.Said made = ADMIN.operator().post("/tenants/" + tenant + "/groups", Map.of("name", "crowd"));
        String group = made.id();
        // The list is behind what somebody else wrote: it is waited for here, as the page can't know of it.
        ADMIN.operator()
                .with("Symbolon-Position", made.header("Symbolon-Position"))
                .get("/tenants/" + tenant + "/groups");
        assertThat(admin.get(form).body()).contains("type=\"checkbox\" name=\"groups\"");

        for (int i = 0; i < 200; i++) {
            ADMIN.operator().post("/tenants/" + tenant + "/groups", Map.of("name", "crowd-" + i));
        }
        await().untilAsserted(() -> assertThat(admin.get(form).body())
                .contains("<textarea rows=\"3\" id=\"f-groups\"")
                .contains("too many to choose from"));
        assertThat(admin.post(form, Map.of("once", "g".repeat(20), "groups", group))
                        .statusCode())
                .isLessThan(400);
        assertThat(api("/users/" + user + "/assignments").text()).contains(group);
    }

    @Test
    void a_secret_is_shown_where_it_was_made_and_nowhere_else() {
        HttpResponse<String> made = admin.post(
                base + "/clients/new",
                Map.of(
                        "once", "s".repeat(20),
                        "name", "Secretive",
                        "kind", "web",
                        "redirectUris", "https://app.test/cb\n\n https://app.test/other "));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(made.body()).contains("shown once").contains("data-copy=\"secret-0\"");
        String address = made.body().replaceFirst("(?s).*href=\"(/console/tenants/[^\"]*/clients/[^\"]*)\".*", "$1");
        HttpResponse<String> item = admin.get(address);
        assertThat(item.body()).contains("https://app.test/other").doesNotContain("secret-0");
    }

    @Test
    void an_application_whose_tokens_pass_through_the_browser_is_warned_of() {
        String id = ADMIN.operator()
                .post(
                        "/tenants/" + tenant + "/clients",
                        Map.of(
                                "name", "Old",
                                "kind", "web",
                                "redirectUris", List.of("https://old.test/cb"),
                                "grantTypes", List.of("authorization_code", "implicit"),
                                "responseTypes", List.of("code", "code id_token")))
                .id();
        assertThat(admin.get(base + "/clients/" + id).body())
                .containsOnlyOnce("implicit or hybrid")
                .doesNotContain("front-channel-tokens");
    }

    @Test
    void who_may_only_look_is_offered_nothing_else_and_refused_it() {
        HttpResponse<String> page = auditor.get(base + "/roles");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("/roles/new");
        HttpResponse<String> forced = auditor.post(
                base + "/roles/new", Map.of("once", "f".repeat(20), "name", "forced", "kind", "application"));
        assertThat(forced.statusCode()).isEqualTo(403);
        assertThat(forced.body()).contains("You may not do this");
    }

    @Test
    void what_cannot_be_taken_back_takes_the_name_of_the_thing() {
        String user = ADMIN.operator()
                .post("/tenants/" + tenant + "/users", Map.of("login", "gone", "password", "a long first password"))
                .id();
        String erase = base + "/users/" + user + "/erase";
        Map<String, String> fields = Map.of("once", "e".repeat(20), "reason", "asked for it");
        assertThat(admin.post(erase, fields).statusCode()).isEqualTo(422);
        assertThat(api("/users/" + user).json().get("status").asString()).isEqualTo("active");
        Map<String, String> named = new HashMap<>(fields);
        named.put("confirm", "gone");
        assertThat(admin.post(erase, named).statusCode()).isEqualTo(303);
        assertThat(api("/users/" + user).json().get("status").asString()).isEqualTo("erased");
    }

    @Test
    void every_field_has_a_label_and_every_page_a_way_past_the_navigation() {
        for (String path : List.of("/clients/new", "/users/new", "/claim-mapping/edit", "/clients")) {
            String page = admin.get(base + path).body();
            assertThat(page)
                    .contains("class=\"skip\"")
                    .contains("<html lang=\"en\"")
                    .contains("<h1");
            List<String> fields = java.util.regex.Pattern.compile(
                            "<(?:input type=\"(?:text|search|password)\"|select|textarea)[^>]* id=\"([^\"]+)\"")
                    .matcher(page)
                    .results()
                    .map(it -> it.group(1))
                    .toList();
            assertThat(fields).as(path).isNotEmpty().allMatch(id -> page.contains("for=\"" + id + "\""));
        }
    }

    @Test
    void a_list_of_nothing_offers_no_search_and_one_narrowed_to_nothing_the_way_out() {
        assertThat(admin.get(base + "/consents").body())
                .contains("There is none yet.")
                .doesNotContain("role=\"search\"");
        assertThat(admin.get(base + "/roles?q=nosuchrole").body())
                .contains("Nothing was found.", "role=\"search\"", "Show all");
    }

    @Test
    void pages_are_told_apart_by_their_titles_and_have_an_icon_that_is_kept() {
        String page = admin.get(base + "/token-policy/edit").body();
        assertThat(page).contains("<title>Edit · Token policy · ");
        String icon = page.replaceFirst("(?s).*<link rel=\"icon\"[^>]* href=\"([^\"]+)\".*", "$1");
        assertThat(icon).startsWith("/console/assets/");
        HttpResponse<String> answer = admin.get(icon);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("image/svg+xml");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .get()
                .asString()
                .contains("immutable");
    }

    @Test
    void activity_is_told_to_those_who_may_see_what_it_is_about() {
        String mark = api("/activity?wait=0").json().path("next").asString("");
        String after = mark.isEmpty() ? "" : "&after=" + mark;
        ADMIN.operator().post("/tenants/" + tenant + "/groups", Map.of("name", "told"));
        Api.Said told = api("/activity?wait=20" + after);
        assertThat(told.text()).contains("Group defined").contains("\"by\":\"operator\"");
        Tokens tokens = new Tokens(ADMIN);
        String narrow = tokens.of(
                tenant,
                "console-pages",
                tokens.person(tenant, "nan", "tenant-admin"),
                "symbolon:settings:read symbolon:clients:read");
        ADMIN.operator().post("/tenants/" + tenant + "/clients", Map.of("name", "Told", "kind", "service"));
        await().untilAsserted(() -> {
            Api.Said seen = ADMIN.with(narrow).get("/tenants/" + tenant + "/activity?wait=2" + after);
            assertThat(seen.status()).as(seen.text()).isEqualTo(200);
            assertThat(seen.json().get("items").findValuesAsString("type"))
                    .contains("client.registered")
                    .doesNotContain("group.defined", "user.registered");
        });
        assertThat(api("/activity?after=x").status()).isEqualTo(400);
        assertThat(api("/activity?wait=21").status()).isEqualTo(400);
    }

    @Test
    @Timeout(60)
    void a_listener_whose_connection_broke_goes_on_where_it_was() {
        String path = base + "/activity/stream";
        String last = "";
        try (Stream<String> lines = admin.follow(path)) {
            Iterator<String> first = lines.iterator();
            next(first, ": still here");
            group("before-the-break");
            // What other tests did may be told first.
            do {
                last = next(first, "id: ");
            } while (!next(first, "data: ").contains("before-the-break"));
        }
        group("meanwhile");
        try (Stream<String> lines = admin.with("Last-Event-ID", last).follow(path)) {
            Iterator<String> second = lines.iterator();
            String told = next(second, "data: ");
            while (!told.contains("meanwhile")) {
                assertThat(told).as("told before").doesNotContain("before-the-break");
                told = next(second, "data: ");
            }
        }
    }

    private static void group(String name) {
        assertThat(ADMIN.operator()
                        .post("/tenants/" + tenant + "/groups", Map.of("name", name))
                        .status())
                .isEqualTo(201);
    }

    /** What follows in the next line that begins so. */
    private static String next(Iterator<String> lines, String beginning) {
        while (true) {
            String line = lines.next();
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
    }

    @Test
    void an_onboarding_goes_on_where_it_stopped_makes_each_thing_once_and_is_nobody_elses() {
        String user = new Tokens(ADMIN).person("system", "opal", "operator");
        String scopes = AdminScopes.permissions(true).stream()
                .map(AdminPermission::scope)
                .collect(Collectors.joining(" "));
        ConsoleSession session = ConsoleBrowser.session("system", "system", user, scopes, Instant.now(), Instant.now());
        String me = ConsoleBrowser.sealed(ConsoleCookie.SESSION, session);
        ConsoleBrowser operator = ConsoleBrowser.stranger().with("Cookie", me);

        String draft =
                kept(operator.post("/console/onboarding", Map.of("step", "0", "displayName", "Nine", "slug", "nine")));
        draft = kept(and(me, draft).post("/console/onboarding", Map.of("step", "1", "accentColor", "#102030")));
        HttpResponse<String> made = and(me, draft)
                .post("/console/onboarding", Map.of("step", "2", "admin.login", "ada", "admin.name", "Ada"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        // The answer was lost: the same step again makes nothing again.
        String again = kept(and(me, draft)
                .post("/console/onboarding", Map.of("step", "2", "admin.login", "ada", "admin.name", "Ada")));
        assertThat(and(me, again).get("/console/onboarding").body())
                .contains("/invitations/")
                .contains("First application");

        HttpResponse<String> large = and(me, again)
                .post(
                        "/console/onboarding",
                        Map.of(
                                "step",
                                "3",
                                "name",
                                "Big",
                                "kind",
                                "web",
                                "redirectUris",
                                "https://a.test/" + "x".repeat(4000)));
        assertThat(large.statusCode()).isEqualTo(422);
        HttpResponse<String> taken =
                operator.post("/console/onboarding", Map.of("step", "0", "displayName", "Nine", "slug", "nine"));
        String other = kept(taken);
        HttpResponse<String> refused = and(me, kept(and(me, other).post("/console/onboarding", Map.of("step", "1"))))
                .post("/console/onboarding", Map.of("step", "2"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("id=\"f-slug-error\"").contains("taken already");

        ConsoleBrowser another = ConsoleBrowser.stranger()
                .with(
                        "Cookie",
                        ConsoleBrowser.sealed(
                                        ConsoleCookie.SESSION,
                                        ConsoleBrowser.session(
                                                "system",
                                                "system",
                                                new Tokens(ADMIN).person("system", "omar", "operator"),
                                                scopes,
                                                Instant.now(),
                                                Instant.now()))
                                + "; " + again);
        assertThat(another.get("/console/onboarding").body())
                .doesNotContain("/invitations/")
                .contains("f-slug");
    }

    private static ConsoleBrowser and(String me, String draft) {
        return ConsoleBrowser.stranger().with("Cookie", me + "; " + draft);
    }

    /** What the browser is to carry of the onboarding from now on. */
    private static String kept(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith("console-onboarding="))
                .map(it -> it.substring(0, it.indexOf(';')))
                .reduce((_, last) -> last)
                .orElseThrow();
    }
}
