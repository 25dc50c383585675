package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.DocumentedOperation;
import dev.symbolon.admin.running.Everything;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every operation of the OpenAPI document, with another tenant's ids and with another tenant's token. */
class CrossTenantMatrixTest {
    private static final String OWN = Arrays.stream(AdminPermission.values())
            .filter(permission -> !permission.ofPlatform())
            .map(AdminPermission::scope)
            .collect(Collectors.joining(" "));

    private static RunningAdmin admin;
    private static String ours;
    private static String theirs;
    private static Api stranger;
    private static Everything everything;

    /** One of everything in the other tenant. */
    @BeforeAll
    static void start() {
        admin = RunningAdmin.shared();
        Tokens tokens = new Tokens(admin);
        ours = admin.tenant("matrix-ours");
        theirs = admin.tenant("matrix-theirs");
        stranger = admin.with(tokens.of(ours, "matrix-ours", tokens.person(ours, "ada", "tenant-admin"), OWN));
        everything = Everything.in(admin, theirs, "matrix-theirs", "grace");
    }

    @Test
    void with_another_tenants_token_nothing_changes_and_nothing_is_told() {
        int before = commits(theirs);
        String missing = "0000000000000000000000000a";
        for (DocumentedOperation one : DocumentedOperation.all(admin)) {
            if (!one.path().contains("{tenant}")) {
                assertThat(stranger.send(one.method(), one.path(), one.body(), one.type())
                                .status())
                        .as(one.toString())
                        .isEqualTo(403);
                continue;
            }
            Said said = stranger.send(one.method(), everything.filled(one.path(), theirs), one.body(), one.type());
            assertThat(said.status()).as(one + " " + said.text()).isEqualTo(404);
            // The same, to the letter, as for a tenant that isn't there.
            Said nothing = stranger.send(one.method(), everything.filled(one.path(), missing), one.body(), one.type());
            assertThat(said.text()).as(one.toString()).isEqualTo(nothing.text());
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    @Test
    void with_another_tenants_ids_nothing_changes_and_nothing_is_told() {
        int before = commits(theirs);
        for (DocumentedOperation one : DocumentedOperation.all(admin)) {
            if (one.path().replace("{tenant}", "").contains("{")) {
                Said said = stranger.send(one.method(), everything.filled(one.path(), ours), one.body(), one.type());
                assertThat(said.status()).as(one + " " + said.text()).isEqualTo(404);
                Said operators = admin.operator()
                        .send(one.method(), everything.filled(one.path(), ours), one.body(), one.type());
                assertThat(operators.status()).as(one + " " + operators.text()).isEqualTo(404);
                assertThat(said.text()).doesNotContain("matrix-theirs").doesNotContain("grace");
            }
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    @Test
    void without_a_token_nothing_is_done() {
        int before = commits(theirs);
        for (DocumentedOperation one : DocumentedOperation.all(admin)) {
            assertThat(admin.with("")
                            .send(one.method(), everything.filled(one.path(), theirs), one.body(), one.type())
                            .status())
                    .as(one.toString())
                    .isEqualTo(401);
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    /** An id in a body is looked up where the call is: another tenant's is as unknown there as one that isn't. */
    @Test
    void another_tenants_ids_in_a_body_are_unknown() {
        int before = commits(theirs);
        String missing = "0000000000000000000000000a";
        String user = new Tokens(admin).person(ours, "named-in-bodies", "auditor");
        for (Api api : List.of(stranger, admin.operator())) {
            unknownInBodies(api, user, missing, missing, missing);
            unknownInBodies(api, user, everything.id("role"), everything.id("group"), everything.id("resource"));
        }
        JsonNode roles = admin.operator()
                .get("/tenants/" + ours + "/users/" + user + "/assignments")
                .json()
                .get("roles");
        assertThat(roles.valueStream().map(JsonNode::asString)).containsExactly("auditor");
        assertThat(commits(theirs)).isEqualTo(before);
    }

    private static void unknownInBodies(Api api, String user, String role, String group, String resource) {
        String base = "/tenants/" + ours;
        String assignments = base + "/users/" + user + "/assignments";
        List<String> roles = List.of(role);
        refused("unknown-role", api.put(assignments, Map.of("roles", roles)));
        refused("unknown-group", api.put(assignments, Map.of("roles", List.of(), "groups", List.of(group))));
        refused("unknown-role", api.post(base + "/groups", Map.of("name", "mixed", "roles", roles)));
        refused("unknown-role", api.post(base + "/invitations", Map.of("login", "mixed", "roles", roles)));
        refused(
                "unknown-role",
                api.post(
                        base + "/users",
                        Map.of("login", "mixed", "password", "a long first password", "roles", roles)));
        List<?> permissions = List.of(Map.of("resource", resource, "scopes", List.of()));
        refused(
                "unknown-permission",
                api.post(base + "/clients", Map.of("name", "Mixed", "kind", "service", "permissions", permissions)));
    }

    private static void refused(String code, Said said) {
        assertThat(said.status()).as(said.text()).isEqualTo(422);
        assertThat(said.code()).isEqualTo(code);
    }

    @Test
    void a_list_that_is_narrowed_by_another_tenants_ids_is_empty() {
        // What is in the list by then: all that came before.
        String there = written(theirs);
        String here = written(ours);
        for (String[] filter : new String[][] {
            {"sessions", "user"},
            {"consents", "user"},
            {"consents", "client"},
            {"grants", "user"},
            {"grants", "client"},
            {"invitations", "invited"}
        }) {
            String list = "/" + filter[0] + "?" + filter[1].replace("invited", "user") + "=" + everything.id(filter[1]);
            Said own = admin.operator().with("Symbolon-Position", there).get("/tenants/" + theirs + list);
            assertThat(own.json().get("items")).as("where it is: " + list).isNotEmpty();
            for (Api api : List.of(stranger, admin.operator())) {
                Said said = api.with("Symbolon-Position", here).get("/tenants/" + ours + list);
                assertThat(said.status()).as(said.text()).isEqualTo(200);
                assertThat(said.json().get("items")).as(list).isEmpty();
            }
        }
    }

    private static String written(String tenant) {
        return admin.operator()
                .post("/tenants/" + tenant + "/groups", Map.of("name", "last"))
                .header("Symbolon-Position");
    }

    private static int commits(String tenant) {
        return admin.bean(CommitLog.class)
                .commits(new TenantId(tenant), HybridTime.ZERO, "", 500)
                .size();
    }
}
