package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every operation of the OpenAPI document, with another tenant's ids and with another tenant's token. */
class CrossTenantMatrixTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OWN = Arrays.stream(AdminPermission.values())
            .filter(permission -> !permission.ofPlatform())
            .map(AdminPermission::scope)
            .collect(Collectors.joining(" "));

    private static RunningAdmin admin;
    private static String ours;
    private static String theirs;
    private static Api stranger;
    private static final Map<String, String> IDS = new HashMap<>();

    /** One of everything in the other tenant. */
    @BeforeAll
    static void start() {
        admin = RunningAdmin.shared();
        Tokens tokens = new Tokens(admin);
        ours = admin.tenant("matrix-ours");
        theirs = admin.tenant("matrix-theirs");
        stranger = admin.with(tokens.of(ours, "matrix-ours", tokens.person(ours, "ada", "tenant-admin"), OWN));
        Api operator = admin.operator();
        String base = "/tenants/" + theirs;
        IDS.put("tenant", theirs);
        IDS.put("user", tokens.person(theirs, "grace", "tenant-admin"));
        IDS.put(
                "resource",
                operator.post(base + "/resources", Map.of("audience", "https://theirs.test", "name", "Theirs"))
                        .id());
        IDS.put(
                "client",
                operator.post(base + "/clients", Map.of("name", "Theirs", "kind", "service"))
                        .id());
        IDS.put(
                "role",
                operator.post(base + "/roles", Map.of("name", "theirs", "kind", "application"))
                        .id());
        IDS.put(
                "group",
                operator.post(base + "/groups", Map.of("name", "theirs")).id());
        IDS.put(
                "invitation",
                operator.post(base + "/invitations", Map.of("login", "invited")).id());
        IDS.put(
                "provider",
                operator.post(
                                base + "/identity-providers",
                                Map.of("name", "Up", "issuer", "https://up.test", "clientId", "c"))
                        .id());
        IDS.put("key", tokens.key(theirs));
        IDS.put("grant", (String) tokens.claims(theirs, "matrix-theirs", IDS.get("user"), "console", "users:read")
                .get("grant_id"));
        IDS.put("session", "1d5f7h9j2k4m6n8p0q2r4s6t8v");
        IDS.put("consent", IDS.get("user") + "~" + IDS.get("client"));
    }

    private record One(String method, String path, byte[] body, String type) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static List<One> operations() {
        List<One> operations = new ArrayList<>();
        JsonNode paths = admin.with("").get("/admin/v1/openapi.json").json().get("paths");
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode content = operation.getValue().at("/requestBody/content");
                    boolean takes = !content.isMissingNode();
                    operations.add(new One(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            takes
                                    ? JSON.writeValueAsBytes(
                                            content.iterator().next().get("example"))
                                    : null,
                            takes ? content.propertyNames().iterator().next() : null));
                }));
        assertThat(operations).hasSizeGreaterThan(60);
        return operations;
    }

    @Test
    void with_another_tenants_token_nothing_changes_and_nothing_is_told() {
        int before = commits(theirs);
        String missing = "0000000000000000000000000a";
        for (One one : operations()) {
            if (!one.path().contains("{tenant}")) {
                assertThat(stranger.send(one.method(), one.path(), one.body(), one.type())
                                .status())
                        .as(one.toString())
                        .isEqualTo(403);
                continue;
            }
            Said said = stranger.send(one.method(), filled(one.path(), theirs), one.body(), one.type());
            assertThat(said.status()).as(one + " " + said.text()).isEqualTo(404);
            // The same, to the letter, as for a tenant that isn't there.
            Said nothing = stranger.send(one.method(), filled(one.path(), missing), one.body(), one.type());
            assertThat(said.text()).as(one.toString()).isEqualTo(nothing.text());
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    @Test
    void with_another_tenants_ids_nothing_changes_and_nothing_is_told() {
        int before = commits(theirs);
        for (One one : operations()) {
            if (one.path().replace("{tenant}", "").contains("{")) {
                Said said = stranger.send(one.method(), filled(one.path(), ours), one.body(), one.type());
                assertThat(said.status()).as(one + " " + said.text()).isEqualTo(404);
                Said operators = admin.operator().send(one.method(), filled(one.path(), ours), one.body(), one.type());
                assertThat(operators.status()).as(one + " " + operators.text()).isEqualTo(404);
                assertThat(said.text()).doesNotContain("matrix-theirs").doesNotContain("grace");
            }
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    @Test
    void without_a_token_nothing_is_done() {
        int before = commits(theirs);
        for (One one : operations()) {
            assertThat(admin.with("")
                            .send(one.method(), filled(one.path(), theirs), one.body(), one.type())
                            .status())
                    .as(one.toString())
                    .isEqualTo(401);
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    private static String filled(String path, String tenant) {
        String filled = path.replace("{tenant}", tenant);
        for (Map.Entry<String, String> id : IDS.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    private static int commits(String tenant) {
        return admin.bean(CommitLog.class)
                .commits(new TenantId(tenant), HybridTime.ZERO, "", 500)
                .size();
    }
}
