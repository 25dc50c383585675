package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.DocumentedOperation;
import dev.symbolon.admin.running.Everything;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.EventLog;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation of the OpenAPI document by those whose role is to look, with a token of every scope. */
final class ReadOnlyRolesTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final String ALL = Arrays.stream(AdminPermission.values())
            .filter(permission -> !permission.ofPlatform())
            .map(AdminPermission::scope)
            .collect(Collectors.joining(" "));
    private static final String NAME = "Wilhelmina Cooper-Nakamura";
    private static final String EMAIL = "wilhelmina@private.example";

    private static String tenant;
    private static Everything everything;
    private static String position;

    @BeforeAll
    static void start() {
        tenant = ADMIN.tenant("read-only");
        everything = Everything.in(ADMIN, tenant, "read-only", "wilhelmina-login");
        Said named = ADMIN.operator()
                .patch("/tenants/" + tenant + "/users/" + everything.id("user"), Map.of("name", NAME, "email", EMAIL));
        assertThat(named.status()).as(named.text()).isEqualTo(200);
        position = named.header("Symbolon-Position");
    }

    private static Api as(String role, String login) {
        Tokens tokens = new Tokens(ADMIN);
        return ADMIN.with(tokens.of(tenant, "read-only", tokens.person(tenant, login, role), ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditor", "support"})
    void no_operation_that_changes_anything_is_theirs(String role) {
        Api api = as(role, role + "-writes");
        List<RecordedEvent> before = events();
        for (DocumentedOperation one : DocumentedOperation.all(ADMIN)) {
            if (!one.reads()) {
                Said said = api.send(one.method(), everything.filled(one.path()), one.body(), one.type());
                assertThat(said.status()).as(one + " " + said.text()).isEqualTo(403);
                assertThat(said.code()).isEqualTo("forbidden");
            }
        }
        assertThat(events()).hasSameSizeAs(before);
    }

    @Test
    void what_support_reads_has_nobody_s_name_and_no_address() {
        Api support = as("support", "support-reads").with("Symbolon-Position", position);
        Api auditor = as("auditor", "auditor-reads").with("Symbolon-Position", position);
        int shown = 0;
        int read = 0;
        for (DocumentedOperation one : DocumentedOperation.all(ADMIN)) {
            if (one.reads()) {
                String path = everything.filled(one.path());
                Said said = support.get(path);
                assertThat(said.status()).as(one + " " + said.text()).isIn(200, 403);
                assertThat(said.text()).as(one.toString()).doesNotContain("ilhelmina", "private.example");
                read += said.status() == 200 ? 1 : 0;
                shown += auditor.get(path).text().contains(NAME) ? 1 : 0;
            }
        }
        assertThat(read).as("what support may read").isGreaterThan(10);
        assertThat(shown).as("the person and the list, to who may see them").isEqualTo(2);
    }

    /** Refusals are gathered by themselves. */
    private static List<RecordedEvent> events() {
        return ADMIN.bean(EventLog.class).commits(new TenantId(tenant), HybridTime.ZERO, "", 1_000).stream()
                .filter(event -> !(event.event() instanceof RefusalEvent))
                .toList();
    }
}
