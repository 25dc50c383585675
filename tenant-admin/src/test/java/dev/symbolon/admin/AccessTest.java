package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.tenant.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may call the API, and do what. */
class AccessTest {
    private static final String ALL =
            Arrays.stream(AdminPermission.values()).map(AdminPermission::scope).collect(Collectors.joining(" "));
    private static final String OWN = Arrays.stream(AdminPermission.values())
            .filter(permission -> !permission.ofPlatform())
            .map(AdminPermission::scope)
            .collect(Collectors.joining(" "));

    private static RunningAdmin admin;
    private static Tokens tokens;
    private static String tenant;
    private static String base;
    private static String adminUser;

    @BeforeAll
    static void start() {
        admin = RunningAdmin.shared();
        tokens = new Tokens(admin);
        tenant = admin.tenant("access");
        base = "/tenants/" + tenant;
        adminUser = tokens.person(tenant, "admin", "tenant-admin");
    }

    private static Api as(String user, String scope) {
        return admin.with(tokens.of(tenant, "access", user, scope));
    }

    @Test
    void the_first_operators_credentials_are_written_for_their_owner_only() throws Exception {
        Path file = admin.folder().resolve("operator.json");
        JsonNode told = JsonMapper.builder().build().readTree(Files.readString(file));
        assertThat(told.get("login").asString()).isEqualTo("operator");
        assertThat(told.get("password").asString()).hasSize(43);
        assertThat(told.get("automationClientSecret").asString()).hasSize(43);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(admin.operator().get("/tenants/system/clients/automation").text())
                .doesNotContain(told.get("automationClientSecret").asString());
    }

    @Test
    void a_tenant_admin_runs_their_tenant_and_sees_no_other() {
        Api mine = as(adminUser, OWN);
        assertThat(mine.get(base).status()).isEqualTo(200);
        assertThat(mine.post(base + "/groups", Map.of("name", "mine")).status()).isEqualTo(201);
        String other = admin.tenant("access-other");
        assertThat(mine.get("/tenants/" + other))
                .extracting(Said::status, Said::code)
                .containsExactly(404, "unknown-tenant");
        assertThat(mine.get("/tenants/system").code()).isEqualTo("unknown-tenant");
        assertThat(mine.get("/tenants").status()).isEqualTo(403);
        assertThat(mine.post(base + "/suspend", Map.of("reason", "no")).status())
                .isEqualTo(403);
    }

    @Test
    void a_token_gives_no_more_than_its_scopes() {
        Api narrow = as(adminUser, "symbolon:clients:read");
        assertThat(narrow.get(base + "/clients").status()).isEqualTo(200);
        assertThat(narrow.post(base + "/clients", Map.of("name", "N", "kind", "service")))
                .extracting(Said::status, Said::code)
                .containsExactly(403, "forbidden");
        assertThat(narrow.get(base + "/users").status()).isEqualTo(403);
    }

    @Test
    void people_may_ask_what_they_have_been_given_to_be_and_what_nobody_else_has() {
        String desk = tokens.person(tenant, "desk", "support");
        Api narrow = as(desk, "symbolon:clients:read");
        String there = admin.tenant("access-elsewhere");

        assertThat(narrow.get(base + "/users/" + desk + "/assignments").json().get("roles"))
                .extracting(JsonNode::asString)
                .containsExactly("support");
        assertThat(narrow.get(base + "/users/" + adminUser + "/assignments").status())
                .isEqualTo(403);
        assertThat(narrow.put(base + "/users/" + desk + "/assignments", Map.of("roles", List.of("tenant-admin")))
                        .status())
                .isEqualTo(403);
        assertThat(narrow.get("/tenants/" + there + "/users/" + desk + "/assignments")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_auditor_looks_and_support_sees_nothing_personal() {
        String auditor = tokens.person(tenant, "auditor", "auditor");
        String support = tokens.person(tenant, "support", "support");
        assertThat(as(auditor, OWN)
                        .get(base + "/users/" + auditor)
                        .json()
                        .get("login")
                        .asString())
                .isEqualTo("auditor");
        assertThat(as(support, OWN).get(base + "/users/" + auditor).json().has("login"))
                .isFalse();
        assertThat(as(support, OWN).get(base + "/users?login=auditor").status()).isEqualTo(403);
        for (String user : List.of(auditor, support)) {
            assertThat(as(user, OWN)
                            .post(base + "/groups", Map.of("name", "no"))
                            .status())
                    .isEqualTo(403);
            assertThat(as(user, OWN).patch(base, Map.of("displayName", "no")).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_role_of_the_tenants_own_permits_what_it_says_until_it_is_taken_away() {
        Api operator = admin.operator();
        String role = operator.post(
                        base + "/roles",
                        Map.of("name", "people", "kind", "admin", "permissions", List.of("users:read", "users:write")))
                .id();
        String user = tokens.person(tenant, "keeper", role);
        assertThat(as(user, OWN).get(base + "/users").status()).isEqualTo(200);
        assertThat(as(user, OWN).get(base + "/clients").status()).isEqualTo(403);

        operator.delete(base + "/roles/" + role);
        assertThat(as(user, OWN).get(base + "/users").status()).isEqualTo(403);
        assertThat(operator.get(base + "/roles/" + role).status()).isEqualTo(404);
        assertThat(operator.patch(base + "/roles/" + role, Map.of("description", "x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_groups_roles_are_its_members() {
        Api operator = admin.operator();
        String group = operator.post(base + "/groups", Map.of("name", "auditors", "roles", List.of("auditor")))
                .id();
        String user = operator.post(base + "/users", Map.of("login", "grouped", "password", "a long first password"))
                .id();
        assertThat(as(user, OWN).get(base + "/grants").status()).isEqualTo(403);
        Said assigned = operator.put(
                base + "/users/" + user + "/assignments", Map.of("roles", List.of(), "groups", List.of(group)));
        assertThat(assigned.status()).as(assigned.text()).isEqualTo(200);
        assertThat(as(user, OWN).get(base + "/grants").status()).isEqualTo(200);
    }

    @Test
    void nobody_gives_what_they_do_not_hold() {
        String role = admin.operator()
                .post(
                        base + "/roles",
                        Map.of(
                                "name",
                                "givers",
                                "kind",
                                "admin",
                                "permissions",
                                List.of("roles:read", "roles:write", "users:read", "users:write", "clients:write")))
                .id();
        String user = tokens.person(tenant, "giver", role);
        Api giver = as(user, OWN);
        String assignments = base + "/users/" + user + "/assignments";
        List<Said> tries = List.of(
                giver.put(assignments, Map.of("roles", List.of("tenant-admin"))),
                giver.put(assignments, Map.of("roles", List.of(role, "auditor"))),
                giver.post(
                        base + "/roles", Map.of("name", "more", "kind", "admin", "permissions", List.of("keys:write"))),
                giver.patch(base + "/roles/" + role, Map.of("permissions", List.of("users:erase"))),
                giver.post(base + "/groups", Map.of("name", "more", "roles", List.of("tenant-admin"))),
                giver.post(
                        base + "/users",
                        Map.of("login", "more", "password", "a long first password", "roles", List.of("tenant-admin"))),
                giver.post(base + "/invitations", Map.of("login", "more", "roles", List.of("tenant-admin"))),
                giver.post(
                        base + "/clients",
                        Map.of(
                                "name",
                                "more",
                                "kind",
                                "service",
                                "permissions",
                                List.of(Map.of("resource", "admin-api", "scopes", List.of("symbolon:keys:write"))))),
                // Who could reset the admin's password would be the admin.
                giver.post(base + "/users/" + adminUser + "/reset-credentials"),
                giver.post(base + "/users/" + adminUser + "/disable", Map.of("reason", "coup")),
                giver.put(base + "/users/" + adminUser + "/assignments", Map.of("roles", List.of())));
        assertThat(tries).extracting(Said::status).containsOnly(403);
        assertThat(admin.operator().get(assignments).json().get("roles")).hasSize(1);
        assertThat(as(adminUser, OWN)
                        .put(assignments, Map.of("roles", List.of("operator")))
                        .status())
                .isIn(403, 422);
    }

    @Test
    void people_who_may_give_no_roles_make_nobody_who_has_one() {
        Api operator = admin.operator();
        String app = operator.post(base + "/roles", Map.of("name", "cashier", "kind", "application"))
                .id();
        String role = operator.post(
                        base + "/roles",
                        Map.of("name", "desk", "kind", "admin", "permissions", List.of("users:read", "users:write")))
                .id();
        Api desk = as(tokens.person(tenant, "front-desk", role), OWN);
        Map<String, Object> user =
                Map.of("login", "till-one", "password", "a long first password", "roles", List.of(app));
        Map<String, Object> invited = Map.of("login", "till-two", "roles", List.of(app));

        assertThat(List.of(desk.post(base + "/users", user), desk.post(base + "/invitations", invited)))
                .extracting(Said::status, Said::code)
                .containsOnly(tuple(403, "forbidden"));
        for (String login : List.of("till-one", "till-two")) {
            assertThat(operator.get(base + "/users?login=" + login).json().get("items"))
                    .isEmpty();
        }
        assertThat(desk.post(base + "/invitations", Map.of("login", "till-three", "roles", List.of()))
                        .status())
                .as("without a role")
                .isEqualTo(201);

        operator.patch(
                base + "/roles/" + role, Map.of("permissions", List.of("users:read", "users:write", "roles:write")));
        assertThat(List.of(desk.post(base + "/users", user), desk.post(base + "/invitations", invited)))
                .extracting(Said::status)
                .containsOnly(201);
    }

    @Test
    void nobody_withdraws_the_link_of_a_person_who_may_do_more() {
        Api operator = admin.operator();
        String role = operator.post(
                        base + "/roles",
                        Map.of("name", "links", "kind", "admin", "permissions", List.of("users:read", "users:write")))
                .id();
        Api caller = as(tokens.person(tenant, "link-keeper", role), OWN);
        Said theirs =
                operator.post(base + "/invitations", Map.of("login", "second-admin", "roles", List.of("tenant-admin")));
        Said guests = operator.post(base + "/invitations", Map.of("login", "second-guest"));

        assertThat(caller.post(base + "/invitations/" + theirs.id() + "/withdraw"))
                .extracting(Said::status, Said::code)
                .containsExactly(403, "forbidden");
        assertThat(operator.get(base + "/invitations/" + theirs.id())
                        .json()
                        .get("status")
                        .asString())
                .isEqualTo("open");
        assertThat(caller.post(base + "/invitations/" + guests.id() + "/withdraw")
                        .json()
                        .get("status")
                        .asString())
                .isEqualTo("withdrawn");
    }

    @Test
    void a_service_acts_by_its_own_scopes() {
        Api operator = admin.operator();
        Said made = operator.post(
                base + "/clients",
                Map.of(
                        "name",
                        "Sync",
                        "kind",
                        "service",
                        "permissions",
                        List.of(Map.of("resource", "admin-api", "scopes", List.of("symbolon:users:read")))));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String token =
                tokens.sign(tenant, tokens.claims(tenant, "access", made.id(), made.id(), "symbolon:users:read"));
        assertThat(admin.with(token).get(base + "/users").status()).isEqualTo(200);
        assertThat(admin.with(token).get(base + "/clients").status()).isEqualTo(403);
        operator.post(base + "/clients/" + made.id() + "/suspend", Map.of("reason", "test"));
        assertThat(admin.with(token).get(base + "/users").status()).isEqualTo(401);
    }

    @Test
    void operators_are_people_of_the_system_tenant() {
        String person = tokens.person("system", "second", "operator");
        String token = tokens.of("system", "system", person, ALL);
        assertThat(admin.with(token).get("/tenants").status()).isEqualTo(200);
        assertThat(admin.with(token).get(base + "/clients").status()).isEqualTo(200);
        Said refused = admin.operator()
                .post(
                        base + "/users",
                        Map.of(
                                "login",
                                "no-operator",
                                "password",
                                "a long first password",
                                "roles",
                                List.of("operator")));
        assertThat(refused).extracting(Said::status, Said::code).containsExactly(422, "operator-outside-system");
    }

    @Test
    void a_revoked_grant_a_disabled_person_and_a_suspended_tenant_end_a_token() {
        String user = tokens.person(tenant, "ended", "auditor");
        Map<String, Object> claims = tokens.claims(tenant, "access", user, "console", OWN);
        Api caller = admin.with(tokens.sign(tenant, claims));
        assertThat(caller.get(base).status()).isEqualTo(200);
        admin.operator().post(base + "/grants/" + claims.get("grant_id") + "/revoke", Map.of("reason", "test"));
        assertThat(caller.get(base).status()).isEqualTo(401);

        Api again = as(user, OWN);
        admin.operator().post(base + "/users/" + user + "/disable", Map.of("reason", "test"));
        assertThat(again.get(base).status()).isEqualTo(401);

        String suspended = admin.tenant("access-suspended");
        String person = tokens.person(suspended, "ada", "tenant-admin");
        Api theirs = admin.with(tokens.of(suspended, "access-suspended", person, OWN));
        assertThat(theirs.get("/tenants/" + suspended).status()).isEqualTo(200);
        admin.operator().post("/tenants/" + suspended + "/suspend", Map.of("reason", "unpaid"));
        assertThat(theirs.get("/tenants/" + suspended).status()).isEqualTo(401);
        admin.operator().post("/tenants/" + suspended + "/reactivate");
        // What was given before the suspension ended by it; what is given afterwards counts at once.
        assertThat(theirs.get("/tenants/" + suspended).status()).isEqualTo(401);
        Api fresh = admin.with(tokens.of(suspended, "access-suspended", person, OWN));
        assertThat(fresh.get("/tenants/" + suspended).status()).isEqualTo(200);
    }

    @Test
    void a_token_that_is_wrong_in_any_way_is_refused_the_same() {
        Map<String, Object> good = tokens.claims(tenant, "access", adminUser, "console", OWN);
        String kid = tokens.key(tenant);
        Map<String, Object> header = Map.of("alg", "ES256", "kid", kid, "typ", "at+jwt");
        String right = tokens.sign(tenant, good);
        assertThat(admin.with(right).get(base).status()).isEqualTo(200);
        List<String> ours = List.of("urn:symbolon:admin-api", RunningAdmin.ISSUERS + "access/userinfo");
        assertThat(admin.with(tokens.sign(tenant, with(good, "aud", ours)))
                        .get(base)
                        .status())
                .isEqualTo(200);
        List<String> wrong = List.of(
                "x",
                "a.b.c",
                right.substring(0, right.length() - 2),
                right + "A",
                tokens.sign(tenant, kid, with(header, "alg", "none"), good),
                tokens.sign(tenant, kid, with(header, "alg", "RS256"), good),
                tokens.sign(tenant, kid, with(header, "alg", "HS256"), good),
                tokens.sign(tenant, kid, with(header, "typ", "JWT"), good),
                tokens.sign(tenant, kid, with(header, "kid", "../" + kid), good),
                tokens.sign(tenant, kid, with(header, "jku", "https://evil.test"), good),
                tokens.sign(tenant, with(good, "aud", "https://other.test")),
                // Whoever else it is for could present it here (RFC 8707 §2).
                tokens.sign(tenant, with(good, "aud", List.of("urn:symbolon:admin-api", "https://other.test"))),
                tokens.sign(tenant, with(good, "iss", RunningAdmin.ISSUERS + "system")),
                tokens.sign(tenant, with(good, "iss", "http://evil.test/t/access")),
                tokens.sign(tenant, with(good, "exp", 1)),
                tokens.sign(tenant, with(good, "jti", "of-another-making")),
                // It asks for a proof of possession: whoever bears it only has no right to it (RFC 9449 §7.1).
                tokens.sign(tenant, with(good, "cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))),
                "y".repeat(20_000));
        for (String token : wrong) {
            Said said = admin.with(token).get(base);
            assertThat(said.status())
                    .as(token.substring(0, Math.min(40, token.length())))
                    .isIn(400, 401);
            if (said.status() == 401) {
                assertThat(said.code()).isEqualTo("token-wrong");
                assertThat(said.header("WWW-Authenticate")).isEqualTo("Bearer");
            }
        }
        assertThat(admin.with("").get(base).code()).isEqualTo("token-missing");
    }

    @Test
    void a_tenants_own_scope_is_never_a_permission_of_the_platform() {
        Api mine = as(adminUser, OWN);
        Said rooms = mine.post(
                base + "/resources",
                Map.of(
                        "audience",
                        "https://own-scopes.test",
                        "name",
                        "Own",
                        "scopes",
                        List.of(Map.of("name", "users:read", "consentText", "See our guests"))));
        assertThat(rooms.status()).as(rooms.text()).isEqualTo(201);
        // A token for this API, whose only scope is the tenant's own.
        assertThat(as(adminUser, "users:read").get(base + "/users").status()).isEqualTo(403);
        for (Map<String, Object> posing : List.of(
                Map.<String, Object>of(
                        "audience",
                        "https://posing.test",
                        "name",
                        "Posing",
                        "scopes",
                        List.of(Map.of("name", "symbolon:users:read", "consentText", "Harmless"))),
                Map.<String, Object>of("audience", "urn:symbolon:admin-api2", "name", "Posing"),
                Map.<String, Object>of("audience", "URN:SYMBOLON:admin-api", "name", "Posing"))) {
            assertThat(mine.post(base + "/resources", posing).status())
                    .as(posing.toString())
                    .isEqualTo(422);
        }
    }

    @Test
    void a_token_for_the_audit_trail_administers_nothing() {
        Map<String, Object> audit = new LinkedHashMap<>(tokens.claims(tenant, "access", adminUser, "console", OWN));
        audit.put("aud", "urn:symbolon:audit-api");
        assertThat(admin.with(tokens.sign(tenant, audit)).get(base).status()).isEqualTo(401);
    }

    @Test
    void limits_are_seen_by_the_tenant_and_changed_by_operators_alone() {
        Api mine = as(adminUser, OWN);
        assertThat(mine.get(base + "/limits").json().get("clientRequests").asInt())
                .isEqualTo(Limits.STANDARD.client().requests());
        assertThat(mine.patch(base + "/limits", Map.of("clientRequests", 1)).status())
                .isEqualTo(403);
        Said changed = admin.operator().patch(base + "/limits", Map.of("clientRequests", 100));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        JsonNode limits = mine.get(base + "/limits").json();
        assertThat(limits.get("clientRequests").asInt()).isEqualTo(100);
        assertThat(limits.get("tenantRequests").asInt())
                .isEqualTo(Limits.STANDARD.tenant().requests());
        assertThat(admin.operator()
                        .with("If-Match", "\"0\"")
                        .patch(base + "/limits", Map.of("clientRequests", 5))
                        .status())
                .isEqualTo(412);
        for (Map<String, Integer> bad :
                List.of(Map.of("clientRequests", 0), Map.of("tenantWindowSeconds", 3_601), Map.of("burst", 1))) {
            assertThat(admin.operator().patch(base + "/limits", bad).status())
                    .as(bad.toString())
                    .isEqualTo(400);
        }
    }

    @Test
    void what_is_the_platforms_own_stays_as_it_is() {
        Api mine = as(adminUser, OWN);
        assertThat(mine.patch(base + "/clients/console", Map.of("redirectUris", List.of("https://evil.test/cb")))
                        .code())
                .isEqualTo("platform-owned");
        assertThat(mine.patch(base + "/resources/admin-api", Map.of("name", "Mine"))
                        .code())
                .isEqualTo("platform-owned");
        assertThat(mine.patch(base + "/roles/auditor", Map.of("permissions", List.of()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_invited_admin_chooses_a_password_once() {
        Said made = admin.operator()
                .post(
                        "/tenants",
                        Map.of(
                                "slug",
                                "invited",
                                "displayName",
                                "<b>Invited</b>",
                                "admin",
                                Map.of("login", "ada", "name", "Ada")));
        String link = made.json().get("invitation").asString();
        String path = link.substring(link.indexOf("/invitations/"));
        Api browser = admin.with("");
        Said page = browser.get(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Choose a password").doesNotContain("<b>Invited");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");

        assertThat(form(browser, path, "password=short&again=short").status()).isEqualTo(422);
        assertThat(form(browser, path, "password=%ff&again=%ff").status()).isEqualTo(400);
        assertThat(form(browser, path, "password=a+long+password&again=another+password")
                        .status())
                .isEqualTo(422);
        assertThat(form(browser, path, "password=a+long+password&again=a+long+password")
                        .status())
                .isEqualTo(200);
        assertThat(form(browser, path, "password=a+long+password&again=a+long+password")
                        .status())
                .isEqualTo(404);
        assertThat(browser.get(path).status()).isEqualTo(404);
        assertThat(browser.get(path.substring(0, path.length() - 1) + "x").status())
                .isEqualTo(404);
        assertThat(browser.get("/invitations/" + tenant + path.substring(path.lastIndexOf('/')))
                        .status())
                .isEqualTo(404);

        String users = "/tenants/" + made.id();
        JsonNode ada = admin.operator()
                .get(users + "/users?login=ada")
                .json()
                .get("items")
                .get(0);
        assertThat(admin.operator()
                        .get(users + "/users/" + ada.get("id").asString() + "/assignments")
                        .json()
                        .get("roles")
                        .get(0)
                        .asString())
                .isEqualTo("tenant-admin");
    }

    @Test
    void an_erased_person_is_gone_and_their_name_is_free() {
        Api operator = admin.operator();
        String user = operator.post(
                        base + "/users",
                        Map.of("login", "leaving", "password", "a long first password", "name", "Leaving Soon"))
                .id();
        Said erased = operator.post(base + "/users/" + user + "/erase", Map.of("reason", "asked"));
        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        assertThat(operator.get(base + "/users/" + user).text())
                .doesNotContain("Leaving")
                .contains("erased");
        assertThat(operator.get(base + "/users?login=leaving").json().get("items"))
                .isEmpty();
        Said again = operator.post(base + "/users", Map.of("login", "leaving", "password", "a long first password"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.id()).isNotEqualTo(user);
    }

    @Test
    void of_several_links_to_one_person_the_first_that_is_used_ends_the_others() {
        Api operator = admin.operator();
        String user = operator.post(base + "/users", Map.of("login", "linked", "password", "a long first password"))
                .id();
        List<String> links = Stream.generate(() -> operator.post(base + "/users/" + user + "/reset-credentials"))
                .limit(2)
                .map(made -> made.json().get("link").asString())
                .map(link -> link.substring(link.indexOf("/invitations/")))
                .toList();
        Api browser = admin.with("");
        String fields = "password=a+second+password&again=a+second+password";
        assertThat(browser.get(links.getFirst()).status()).isEqualTo(200);
        assertThat(form(browser, links.getLast(), fields).status()).isEqualTo(200);
        assertThat(browser.get(links.getFirst()).status())
                .as("the other, looked at")
                .isEqualTo(404);
        assertThat(form(browser, links.getFirst(), "password=an+other+password&again=an+other+password")
                        .status())
                .as("the other, used")
                .isEqualTo(404);
    }

    @Test
    void an_erasure_that_is_refused_has_destroyed_nothing() {
        Api operator = admin.operator();
        String key = "an-erasure-that-isnt-one";
        String user = operator.with("Idempotency-Key", key)
                .post(
                        base + "/users",
                        Map.of("login", "staying", "password", "a long first password", "name", "Stays Here"))
                .id();
        String erase = base + "/users/" + user + "/erase";
        assertThat(operator.with("Idempotency-Key", key).post(erase, Map.of("reason", "asked")))
                .as("the key of another request")
                .extracting(Said::status, Said::code)
                .containsExactly(409, "idempotency-key-reused");
        assertThat(operator.with("Idempotency-Key", "short").post(erase, Map.of("reason", "asked")))
                .as("no such key")
                .extracting(Said::status, Said::code)
                .containsExactly(400, "bad-idempotency-key");
        assertThat(operator.with("If-Match", "\"99\"").post(erase, Map.of("reason", "asked")))
                .as("another version")
                .extracting(Said::status, Said::code)
                .containsExactly(412, "outdated");
        assertThat(operator.get(base + "/users/" + user).text())
                .contains("Stays Here")
                .contains("active");
    }

    private static Said form(Api browser, String path, String fields) {
        return browser.send("POST", path, fields.getBytes(), "application/x-www-form-urlencoded");
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(map);
        changed.put(name, value);
        return changed;
    }
}
