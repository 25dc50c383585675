package dev.symbolon.projection.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.RunningAudit;
import java.net.http.HttpRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How far the views are, over HTTP; what is parked and tried again is shown on the runner. */
final class StandingTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();

    private final TenantId tenant = AUDIT.aTenant();

    @Test
    void a_view_that_has_everything_is_behind_by_nothing() {
        AUDIT.send(new TenantCommand.Suspend(tenant, "unpaid", Instant.now()));
        await().untilAsserted(() -> {
            JsonNode lag = AUDIT.ok(tenant, "/lag");
            assertThat(lag).isNotEmpty();
            lag.forEach(view -> {
                assertThat(view.get("waiting").asInt()).isZero();
                assertThat(view.get("behindMillis").asLong()).isZero();
                assertThat(view.get("parked").asInt()).isZero();
            });
        });
        assertThat(AUDIT.ok(tenant, "/parked")).isEmpty();
    }

    @Test
    void a_stream_that_is_not_parked_and_one_of_another_tenant_are_not_tried() {
        for (String stream :
                new String[] {"", "x", "system/tenant/system", tenant.value() + "/tenant/" + tenant.value()}) {
            HttpRequest.Builder retry = AUDIT.form(
                            "/audit/v1/tenants/" + tenant.value() + "/parked/retry",
                            "stream=" + RunningAudit.encoded(stream))
                    .header("Authorization", "Bearer " + RunningAudit.TOKEN);
            assertThat(AUDIT.send(retry).statusCode()).as(stream).isEqualTo(404);
        }
    }

    @Test
    void the_page_tells_the_same() {
        String page = AUDIT.page("/auditor/tenants/" + tenant.value() + "/health", AUDIT.signedIn())
                .body();
        assertThat(page).contains("audit-v2", "grant-history", "None: every view follows every stream.");
    }

    @Test
    void lag_of_each_tenant_is_a_metric() {
        assertThat(AUDIT.send(AUDIT.request("/actuator/prometheus")).body()).contains("symbolon_projection_tenant_lag");
    }
}
