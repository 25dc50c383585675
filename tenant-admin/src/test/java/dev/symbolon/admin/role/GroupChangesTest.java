package dev.symbolon.admin.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a group gives its members follows the group. */
final class GroupChangesTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final String TENANT = ADMIN.tenant("group-changes");
    private static final String BASE = "/tenants/" + TENANT;

    @Test
    void a_changed_group_changes_what_its_members_may_and_a_removed_one_gives_nothing() {
        Said made = OPERATOR.post(
                BASE + "/groups",
                Map.of("name", "night-shift", "description", "From ten to six", "roles", List.of("auditor")));
        String group = BASE + "/groups/" + made.id();
        String user = new Tokens(ADMIN).person(TENANT, "ada", "support");
        OPERATOR.put(
                BASE + "/users/" + user + "/assignments", Map.of("roles", List.of(), "groups", List.of(made.id())));
        String token = new Tokens(ADMIN).of(TENANT, "group-changes", user, "symbolon:users:read symbolon:keys:read");
        assertThat(permissions(user)).isNotEmpty();
        assertThat(ADMIN.with(token).get(BASE + "/users").status()).isEqualTo(200);

        Said changed = OPERATOR.patch(group, Map.of("description", "From nine", "roles", List.of()));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        JsonNode shown = OPERATOR.get(group).json();
        assertThat(shown.get("name").asString()).isEqualTo("night-shift");
        assertThat(shown.get("description").asString()).isEqualTo("From nine");
        assertThat(shown.path("roles")).isEmpty();
        assertThat(permissions(user)).isEmpty();
        assertThat(ADMIN.with(token).get(BASE + "/users").status()).isEqualTo(403);

        OPERATOR.patch(group, Map.of("roles", List.of("auditor")));
        assertThat(ADMIN.with(token).get(BASE + "/users").status()).isEqualTo(200);
        Said removed = OPERATOR.delete(group);
        assertThat(removed.status()).as(removed.text()).isEqualTo(204);
        assertThat(removed.text()).isEmpty();
        assertThat(permissions(user)).isEmpty();
        assertThat(ADMIN.with(token).get(BASE + "/users").status()).isEqualTo(403);
        assertThat(OPERATOR.get(group).status()).isEqualTo(404);
        assertThat(OPERATOR.patch(group, Map.of("description", "x")).status()).isEqualTo(404);
        assertThat(OPERATOR.with("Symbolon-Position", removed.header("Symbolon-Position"))
                        .get(BASE + "/groups")
                        .json()
                        .get("items"))
                .isEmpty();
    }

    private static List<String> permissions(String user) {
        return OPERATOR.get(BASE + "/users/" + user + "/assignments")
                .json()
                .get("permissions")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
