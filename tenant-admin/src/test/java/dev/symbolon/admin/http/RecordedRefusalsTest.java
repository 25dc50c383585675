package dev.symbolon.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.log.EventLog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a call is refused leaves its reason, who it was, and which tenant it was for. */
final class RecordedRefusalsTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final String ALL = Arrays.stream(AdminPermission.values())
            .filter(permission -> !permission.ofPlatform())
            .map(AdminPermission::scope)
            .collect(Collectors.joining(" "));

    private static String tenant;
    private static String other;
    private static String user;
    private static Api api;

    @BeforeAll
    static void onboard() {
        tenant = ADMIN.tenant("recorded-refusals");
        other = ADMIN.tenant("recorded-elsewhere");
        user = new Tokens(ADMIN).person(tenant, "max", "tenant-admin");
        api = ADMIN.with(new Tokens(ADMIN).of(tenant, "recorded-refusals", user, ALL));
        api.post("/tenants/" + tenant + "/groups", Map.of("name", "taken"));
    }

    private static Stream<Arguments> refusals() {
        String base = "/tenants/" + tenant;
        String groups = "/admin/v1/tenants/{tenant}/groups";
        byte[] huge = "x".repeat(70_000).getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                refusal(400, "admin-invalid", "POST " + groups, it -> it.post(base + "/groups", Map.of("no", 1))),
                refusal(403, "admin-forbidden", "GET /admin/v1/tenants", it -> it.get("/tenants")),
                refusal(
                        404,
                        "admin-unknown",
                        "GET /admin/v1/tenants/" + other + "/users",
                        it -> it.get("/tenants/" + other + "/users")),
                refusal(405, "admin-malformed", "DELETE " + groups, it -> it.delete(base + "/groups")),
                refusal(
                        409,
                        "admin-conflict",
                        "POST " + groups,
                        it -> it.post(base + "/groups", Map.of("name", "taken"))),
                refusal(
                        412,
                        "admin-outdated",
                        "PATCH /admin/v1/tenants/{tenant}",
                        it -> it.with("If-Match", "\"77\"").patch(base, Map.of("displayName", "Late"))),
                // Before it is known what is called.
                refusal(
                        413,
                        "admin-malformed",
                        "POST /",
                        it -> it.send("POST", base + "/groups", huge, "application/json")),
                refusal(
                        415,
                        "admin-malformed",
                        "POST " + groups,
                        it -> it.send("POST", base + "/groups", new byte[] {'{', '}'}, "text/plain")),
                refusal(
                        422,
                        "admin-refused",
                        "POST " + groups,
                        it -> it.post(base + "/groups", Map.of("name", "odd", "roles", List.of("nobodys")))));
    }

    private static Arguments refusal(int status, String reason, String endpoint, Function<Api, Said> call) {
        return Arguments.of(status, reason, endpoint, Named.of(status + "", call));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refused_call_leaves_its_reason(int status, String reason, String endpoint, Function<Api, Said> call) {
        Recorded recorded = recorded(tenant, () -> call.apply(api));

        assertThat(recorded.said().status()).as(recorded.said().text()).isEqualTo(status);
        assertThat(recorded.events()).hasSize(1);
        RefusalEvent.Gathered event = recorded.events().getFirst();
        assertThat(event.refusal()).isEqualTo(reason);
        assertThat(event.count()).isEqualTo(1);
        assertThat(event.samples()).hasSize(1).first().satisfies(sample -> {
            assertThat(sample.endpoint()).isEqualTo(endpoint);
            assertThat(sample.actor()).contains(new Actor.User(new UserId(user)));
        });
    }

    @Test
    void who_isn_t_known_is_refused_in_the_log_of_the_platform_which_names_no_tenant() {
        Recorded recorded = recorded("system", () -> ADMIN.with("made-up").get("/tenants/" + tenant + "/users"));

        assertThat(recorded.said().status()).isEqualTo(401);
        RefusalEvent.Gathered event = recorded.events().getLast();
        assertThat(event.refusal()).isEqualTo("admin-unauthenticated");
        assertThat(event.samples().getLast().actor()).isEmpty();
        assertThat(event.samples().getLast().endpoint()).doesNotContain(tenant);
    }

    @Test
    void an_operator_s_refused_call_names_the_tenant_that_it_was_for() {
        Recorded recorded = recorded(
                "system", () -> ADMIN.operator().post("/tenants/" + tenant + "/groups", Map.of("name", "taken")));

        assertThat(recorded.said().status()).isEqualTo(409);
        assertThat(recorded.events().getLast().samples().getLast().endpoint())
                .isEqualTo("POST /admin/v1/tenants/" + tenant + "/groups");
    }

    @Test
    void no_word_of_a_callers_choosing_is_kept_as_the_tenant() {
        for (String word :
                List.of("my-password-is-hunter2", "x", "hunter2".repeat(5), "%C3%BC", "ilou" + "0".repeat(22))) {
            Recorded recorded = recorded(tenant, () -> api.get("/tenants/" + word + "/users"));

            assertThat(recorded.said().status()).isEqualTo(404);
            assertThat(recorded.events().getLast().samples().getLast().endpoint())
                    .isEqualTo("GET /admin/v1/tenants/{tenant}/users");
        }
    }

    private record Recorded(Said said, List<RefusalEvent.Gathered> events) {}

    /** What the call left in that tenant's log; what others were refused before is written before. */
    private static Recorded recorded(String where, Supplier<Said> call) {
        write();
        HybridTime before = ADMIN.bean(HybridClock.class).now();
        Said said = call.get();
        write();
        return new Recorded(
                said,
                ADMIN.bean(EventLog.class).commits(new TenantId(where), before, "", 1_000).stream()
                        .map(RecordedEvent::event)
                        .filter(RefusalEvent.Gathered.class::isInstance)
                        .map(RefusalEvent.Gathered.class::cast)
                        .toList());
    }

    private static void write() {
        try {
            ((AutoCloseable) ADMIN.bean(RefusalLog.class)).close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
