package dev.symbolon.projection.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.account.AccountRow;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.history.LiveFlow;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is pruned from all read models, and what the log still tells of it. */
final class RetentionTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final Duration CENTURIES = Duration.ofDays(36_500);

    @Test
    void a_pruned_grant_is_in_no_list_any_more_and_the_log_still_tells_its_life() {
        LiveFlow flow = LiveFlow.begin(AUDIT);
        TenantId tenant = flow.tenant();
        String position = flow.granted("one");
        Instant then = Instant.now();
        assertThat(AUDIT.ok(tenant, "/grants?position=" + position).get("rows")).hasSize(1);
        await().untilAsserted(() -> assertThat(owned(tenant)).isNotEmpty());
        RetentionSweep sweep = AUDIT.bean(RetentionSweep.class);
        assertThat(sweep.sweep(tenant)).as("without a policy nothing is pruned").isZero();

        await().until(() ->
                sweep.prune(tenant, HybridTime.atMillis(then.plus(CENTURIES).toEpochMilli())) == 0);
        assertThat(rows(tenant, "/events")).isEmpty();
        assertThat(rows(tenant, "/grants")).isEmpty();
        assertThat(rows(tenant, "/grants?kind=authorization")).isEmpty();
        assertThat(owned(tenant)).isEmpty();

        assertThat(AUDIT.ok(tenant, "/grants/grant-one").get("steps")).hasSizeGreaterThan(5);
        assertThat(AUDIT.ok(tenant, "/grants/grant-one/state?at=" + then)
                        .get("exists")
                        .asBoolean())
                .isTrue();
        assertThat(AUDIT.get(tenant, "/grants/grant-one/diagram").body()).contains("Authorization server");

        for (String view : AUDIT.bean(Rebuilds.class).views()) {
            assertThat(AUDIT.bean(Rebuilds.class).order(tenant, view, Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE))
                    .isInstanceOf(Rebuilds.Ordered.Begun.class);
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(rows(tenant, "/grants")).as("a rebuild brings it back").hasSize(1);
            assertThat(rows(tenant, "/events")).hasSizeGreaterThan(5);
            assertThat(owned(tenant)).isNotEmpty();
        });
    }

    @Test
    void a_grant_whose_tokens_last_is_kept_and_reach_before_the_policys_time_says_that_it_may_lack_some() {
        LiveFlow flow = LiveFlow.begin(AUDIT);
        TenantId tenant = flow.tenant();
        String position = flow.granted("one");
        assertThat(AUDIT.ok(tenant, "/grants?position=" + position).get("rows")).hasSize(1);
        HttpRequest.Builder month = AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/policy")
                .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"retentionDays\":30}"));
        assertThat(AUDIT.send(month).statusCode()).isEqualTo(200);
        AUDIT.bean(RetentionSweep.class).sweep(tenant);
        assertThat(rows(tenant, "/grants")).hasSize(1);
        assertThat(access(tenant, Instant.now())).isFalse();
        assertThat(access(tenant, Instant.now().minus(Duration.ofDays(31)))).isTrue();
    }

    private static boolean access(TenantId tenant, Instant at) {
        return AUDIT.ok(tenant, "/access?subject=ada&at=" + at).get("partial").asBoolean();
    }

    private static JsonNode rows(TenantId tenant, String path) {
        return AUDIT.ok(tenant, path).get("rows");
    }

    private static List<String> owned(TenantId tenant) {
        return AccountProjection.of(AUDIT.bean(Views.class), tenant, LiveFlow.ADA, AccountRow.SESSION, Instant.EPOCH);
    }
}
