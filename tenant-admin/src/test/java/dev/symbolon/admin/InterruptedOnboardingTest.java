package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.HybridClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An onboarding is two commits, in two logs: whoever was killed between them, or before the answer, goes on. */
class InterruptedOnboardingTest {
    private static final String KEY = "5d1c8d4e-6a3f-4d6f-9b4c-3a5e7f9b1d2c";
    private static final RunningAdmin ADMIN = RunningAdmin.shared();

    private static Map<String, Object> body(String slug) {
        return Map.of("slug", slug, "displayName", "Grand " + slug, "admin", Map.of("login", "ada", "name", "Ada"));
    }

    @Test
    void killed_before_anything_was_written_it_begins() {
        Said made = ADMIN.operator().post("/tenants", body("killed-first"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    @Test
    void killed_after_the_slug_was_taken_it_is_completed_under_the_same_id_by_the_same_call() {
        TenantId registered = register("killed-between");
        Api again = ADMIN.operator().with("Idempotency-Key", KEY);
        assertThat(again.get("/tenants/" + registered.value()).status()).isEqualTo(404);

        Said made = again.post("/tenants", body("killed-between"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.id()).isEqualTo(registered.value());
        assertThat(made.json().get("invitation").asString()).contains("/invitations/");
        String base = "/tenants/" + registered.value();
        assertThat(ADMIN.operator().get(base).json().get("status").asString()).isEqualTo("active");
        assertThat(ADMIN.operator().get(base + "/clients/console").status()).isEqualTo(200);
        assertThat(ADMIN.operator().get(base + "/clients/audit-pages").status()).isEqualTo(200);
        assertThat(ADMIN.operator().get(base + "/resources/audit-api").status()).isEqualTo(200);
    }

    @Test
    void killed_before_the_answer_it_is_answered_as_the_first_time() {
        Api caller = ADMIN.operator().with("Idempotency-Key", KEY + "2");
        Said first = caller.post("/tenants", body("killed-last"));
        Said again = caller.post("/tenants", body("killed-last"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(ADMIN.operator().post("/tenants", body("killed-last")).code())
                .isEqualTo("slug-taken");
    }

    @Test
    void another_operators_call_completes_it_too_and_a_third_finds_the_slug_taken() {
        TenantId registered = register("killed-handed-over");
        Api other = ADMIN.operator().with("Idempotency-Key", KEY + "3");
        Said made = other.post("/tenants", body("killed-handed-over"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.id()).isEqualTo(registered.value());
        assertThat(other.post("/tenants", body("killed-handed-over")).text())
                .as("the same call again")
                .isEqualTo(made.text());
        assertThat(ADMIN.operator()
                        .post("/tenants", Map.of("slug", "killed-handed-over", "displayName", "Third"))
                        .code())
                .isEqualTo("slug-taken");
    }

    @Test
    void what_is_refused_for_its_admin_has_left_nothing_behind() {
        // Each becomes eighteen letters, so that the name doesn't fit.
        leavesNothing("refused-login", "\uFDFA".repeat(100), ADMIN.operator());
    }

    @Test
    void what_is_refused_for_its_key_has_left_nothing_behind() {
        leavesNothing("refused-key", "ada", ADMIN.operator().with("Idempotency-Key", "short"));
    }

    private static void leavesNothing(String slug, String login, Api caller) {
        Map<String, Object> body = Map.of("slug", slug, "displayName", "Refused", "admin", Map.of("login", login));
        assertThat(caller.post("/tenants", body).status()).isEqualTo(400);

        assertThat(ADMIN.bean(Claims.class).holder(TenantId.SYSTEM, "slug", slug))
                .isEmpty();
        Said made = ADMIN.operator().post("/tenants", body(slug));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().get("displayName").asString()).isEqualTo("Grand " + slug);
    }

    /** What is there when the process ends after the first of the two commits. */
    private static TenantId register(String slug) {
        TenantId fresh = new TenantId(ADMIN.bean(Randomness.class).identifier());
        Outcome outcome = ADMIN.send(
                TenantId.SYSTEM,
                new TenantCommand.Register(
                        fresh,
                        new Slug(slug),
                        "default",
                        "Grand " + slug,
                        ADMIN.bean(HybridClock.class).now().instant()));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return fresh;
    }
}
