package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.OneOfEverything;
import dev.symbolon.admin.running.OneOfEverything.Documented;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
    private static OneOfEverything other;

    /** One of everything in the other tenant. */
    @BeforeAll
    static void start() {
        admin = RunningAdmin.shared();
        Tokens tokens = new Tokens(admin);
        ours = admin.tenant("matrix-ours");
        stranger = admin.with(tokens.of(ours, "matrix-ours", tokens.person(ours, "ada", "tenant-admin"), OWN));
        other = new OneOfEverything(admin, "matrix-theirs");
        theirs = other.tenant();
    }

    @Test
    void with_another_tenants_token_nothing_changes_and_nothing_is_told() {
        int before = commits(theirs);
        String missing = "0000000000000000000000000a";
        for (Documented one : OneOfEverything.operations(admin)) {
            if (!one.path().contains("{tenant}")) {
                assertThat(stranger.send(one.method(), one.path(), one.body(), one.type())
                                .status())
                        .as(one.toString())
                        .isEqualTo(403);
                continue;
            }
            Said said = stranger.send(one.method(), other.filled(one.path(), theirs), one.body(), one.type());
            assertThat(said.status()).as(one + " " + said.text()).isEqualTo(404);
            // The same, to the letter, as for a tenant that isn't there.
            Said nothing = stranger.send(one.method(), other.filled(one.path(), missing), one.body(), one.type());
            assertThat(said.text()).as(one.toString()).isEqualTo(nothing.text());
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    @Test
    void with_another_tenants_ids_nothing_changes_and_nothing_is_told() {
        int before = commits(theirs);
        for (Documented one : OneOfEverything.operations(admin)) {
            if (one.path().replace("{tenant}", "").contains("{")) {
                Said said = stranger.send(one.method(), other.filled(one.path(), ours), one.body(), one.type());
                assertThat(said.status()).as(one + " " + said.text()).isEqualTo(404);
                Said operators =
                        admin.operator().send(one.method(), other.filled(one.path(), ours), one.body(), one.type());
                assertThat(operators.status()).as(one + " " + operators.text()).isEqualTo(404);
                assertThat(said.text()).doesNotContain("matrix-theirs").doesNotContain("grace");
            }
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    @Test
    void without_a_token_nothing_is_done() {
        int before = commits(theirs);
        for (Documented one : OneOfEverything.operations(admin)) {
            assertThat(admin.with("")
                            .send(one.method(), other.filled(one.path(), theirs), one.body(), one.type())
                            .status())
                    .as(one.toString())
                    .isEqualTo(401);
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    private static int commits(String tenant) {
        return admin.bean(CommitLog.class)
                .commits(new TenantId(tenant), HybridTime.ZERO, "", 500)
                .size();
    }
}
