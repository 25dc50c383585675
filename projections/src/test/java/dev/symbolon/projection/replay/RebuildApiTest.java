package dev.symbolon.projection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.RunningAudit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rebuilds ordered by the API of the running service. */
final class RebuildApiTest {
    private static final RunningAudit SERVICE = RunningAudit.shared();
    private static TenantId tenant;
    private static OrderedRebuilds audit;

    @BeforeAll
    static void live() {
        tenant = SERVICE.aTenant();
        for (int i = 0; i < 400; i++) {
            SERVICE.send(
                    i % 2 == 0
                            ? new TenantCommand.Suspend(tenant, "unpaid", Instant.now())
                            : new TenantCommand.Reactivate(tenant, Instant.now()));
        }
        audit = OrderedRebuilds.of(SERVICE, "audit");
        await().atMost(Duration.ofSeconds(30)).until(() -> rows() == 100);
    }

    @Test
    void a_view_is_rebuilt_from_kafka_when_that_is_asked_for() {
        audit.begin(tenant, "compare&source=kafka");
        JsonNode rebuild = audit.done(tenant);
        assertThat(rebuild.get("source").asString()).isEqualTo("KAFKA");
        assertThat(rebuild.at("/compared/different").asLong()).isZero();
        assertThat(rebuild.get("commits").asLong()).isGreaterThanOrEqualTo(401);
        assertThat(audit.order(tenant, "compare&source=memory").statusCode()).isEqualTo(400);
    }

    @Test
    void a_comparison_leaves_the_live_view_alone() {
        audit.begin(tenant, "compare");
        JsonNode rebuild = audit.done(tenant);
        assertThat(rebuild.at("/compared/different").asLong()).isZero();
        assertThat(rebuild.at("/compared/rows").asLong()).isGreaterThanOrEqualTo(401);
        assertThat(rebuild.get("commits").asLong()).isGreaterThanOrEqualTo(401);
        assertThat(rows()).isEqualTo(100);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(audit.post(tenant, "/rebuilds?view=nothing").statusCode()).isEqualTo(404);
        assertThat(audit.order(tenant, "other").statusCode()).isEqualTo(400);
        assertThat(audit.steer(tenant, "explode").statusCode()).isEqualTo(404);
        assertThat(audit.order(new TenantId("nobody"), "replace").statusCode()).isEqualTo(404);
        await().until(() -> audit.steer(tenant, "pause").statusCode() == 409);
    }

    private static int rows() {
        return SERVICE.ok(tenant, "/events?limit=100").get("rows").size();
    }
}
