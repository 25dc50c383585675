package dev.symbolon.admin.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of a person by calls, as the next call sees it. */
final class UserChangesTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final String TENANT = ADMIN.tenant("user-changes");
    private static final String BASE = "/tenants/" + TENANT + "/users";

    @Test
    void a_profile_changes_where_the_patch_says_so_and_nowhere_else() {
        String user = BASE + "/" + new Tokens(ADMIN).person(TENANT, "ada", "auditor");
        Map<String, Object> all = Map.of("name", "Ada Byron", "email", "ada@guests.example", "emailVerified", true);
        assertThat(OPERATOR.patch(user, all).status()).isEqualTo(200);

        Map<String, Object> patch = new HashMap<>(Map.of("name", "Ada Lovelace"));
        assertThat(OPERATOR.patch(user, patch).status()).isEqualTo(200);
        JsonNode renamed = OPERATOR.get(user).json();
        assertThat(renamed.get("name").asString()).isEqualTo("Ada Lovelace");
        assertThat(renamed.get("email").asString()).isEqualTo("ada@guests.example");
        assertThat(renamed.get("emailVerified").asBoolean()).isTrue();
        assertThat(renamed.get("login").asString()).isEqualTo("ada");

        patch.put("name", null);
        assertThat(OPERATOR.patch(user, patch).status()).isEqualTo(200);
        JsonNode nameless = OPERATOR.get(user).json();
        assertThat(nameless.has("name")).isFalse();
        assertThat(nameless.get("email").asString()).isEqualTo("ada@guests.example");

        assertThat(OPERATOR.patch(user, Map.of("login", "countess")).code()).isEqualTo("unknown-field");
    }

    @Test
    void who_is_disabled_gets_nothing_and_who_is_enabled_again_gets_what_is_issued_since() {
        Tokens tokens = new Tokens(ADMIN);
        String user = tokens.person(TENANT, "grace", "auditor");
        String before = tokens.of(TENANT, "user-changes", user, "symbolon:users:read");
        assertThat(ADMIN.with(before).get(BASE).status()).isEqualTo(200);

        Said disabled = OPERATOR.post(BASE + "/" + user + "/disable", Map.of("reason", "left"));
        assertThat(disabled.json().get("status").asString()).isEqualTo("disabled");
        assertThat(ADMIN.with(before).get(BASE).status()).isEqualTo(401);

        Said enabled = OPERATOR.post(BASE + "/" + user + "/enable");
        assertThat(enabled.status()).as(enabled.text()).isEqualTo(200);
        assertThat(enabled.json().get("status").asString()).isEqualTo("active");
        assertThat(ADMIN.with(before).get(BASE).status())
                .as("what was void stays void")
                .isEqualTo(401);
        assertThat(ADMIN.with(tokens.of(TENANT, "user-changes", user, "symbolon:users:read"))
                        .get(BASE)
                        .status())
                .isEqualTo(200);
    }
}
