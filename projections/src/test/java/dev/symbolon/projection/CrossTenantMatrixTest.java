package dev.symbolon.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.AuditReadingEvent;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.projection.history.LiveFlow;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every call of the OpenAPI document with another tenant's ids, with another tenant's token, with a tenant
 * that isn't there, and without a token.
 */
final class CrossTenantMatrixTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final String MISSING = "0000000000000000000000000a";

    private static TenantId ours;
    private static TenantId theirs;
    private static String event;

    @BeforeAll
    static void start() {
        ours = AUDIT.aTenant();
        LiveFlow flow = LiveFlow.begin(AUDIT);
        theirs = flow.tenant();
        String position = flow.granted("theirs");
        JsonNode rows = AUDIT.ok(theirs, "/events?position=" + position).get("rows");
        event = rows.get(0).get("event").asString();
        AUDIT.ok(ours, "/policy");
    }

    @Test
    void another_tenants_ids_are_as_unknown_as_none() {
        int before = commits(theirs);
        int tried = 0;
        for (DocumentedCalls call : DocumentedCalls.all()) {
            if (!call.path().replace("{tenant}", "").contains("{")
                    || call.path().contains("/rebuilds/")) {
                continue;
            }
            for (Map<String, String> ids : List.of(
                    Map.of("kind", "grants", "id", "grant-theirs", "event", event),
                    Map.of("kind", "users", "id", "ada", "event", event),
                    Map.of("kind", "clients", "id", "booking", "event", event))) {
                tried++;
                HttpResponse<String> said = call.send(
                        AUDIT, filled(call.path(), ours.value(), ids) + call.query(), RunningAudit.TOKEN, "{}");
                assertThat(said.statusCode()).as(call + " " + said.body()).isEqualTo(404);
                HttpResponse<String> nothing = call.send(
                        AUDIT,
                        filled(
                                        call.path(),
                                        ours.value(),
                                        Map.of("kind", ids.get("kind"), "id", MISSING, "event", MISSING))
                                + call.query(),
                        RunningAudit.TOKEN,
                        "{}");
                assertThat(said.body()).as(call.toString()).isEqualTo(nothing.body());
            }
        }
        assertThat(tried).isGreaterThan(10);
        assertThat(commits(theirs)).isEqualTo(before);
    }

    @Test
    void with_another_tenants_token_every_call_says_what_it_says_of_a_tenant_that_is_not_there() {
        String stranger = TenantAuditor.token(AUDIT, ours);
        Map<String, String> ids = Map.of("kind", "grants", "id", "grant-theirs", "event", event);
        int before = commits(theirs);
        int tried = 0;
        for (DocumentedCalls call : DocumentedCalls.all()) {
            HttpResponse<String> said =
                    call.send(AUDIT, filled(call.path(), theirs.value(), ids) + call.query(), stranger, "{}");
            if (!call.path().contains("{tenant}")) {
                assertThat(said.statusCode()).as(call + " " + said.body()).isEqualTo(403);
                continue;
            }
            tried++;
            assertThat(said.statusCode()).as(call + " " + said.body()).isEqualTo(404);
            HttpResponse<String> nothing =
                    call.send(AUDIT, filled(call.path(), MISSING, ids) + call.query(), stranger, "{}");
            assertThat(said.body()).as(call.toString()).isEqualTo(nothing.body());
        }
        assertThat(tried).isGreaterThan(20);
        assertThat(commits(theirs)).isEqualTo(before);
        assertThat(AUDIT.send(AUDIT.request("/audit/v1/tenants/" + ours.value() + "/policy")
                                .header("Authorization", "Bearer " + stranger))
                        .statusCode())
                .as("the token is good where it belongs")
                .isEqualTo(200);
    }

    @Test
    void a_parked_stream_and_a_person_of_another_tenant_are_not_reached_by_a_parameter() {
        assertThat(AUDIT.get(ours, "/access?subject=ada").statusCode()).isEqualTo(404);
        assertThat(AUDIT.ok(ours, "/events?grant=grant-theirs").get("rows")).isEmpty();
        assertThat(AUDIT.ok(ours, "/grants?subject=ada").get("rows")).isEmpty();
        assertThat(AUDIT.get(ours, "/export?grant=grant-theirs").body()).isEmpty();
    }

    @Test
    void a_tenant_that_is_not_there_is_unknown_to_every_call_and_without_a_token_all_is_refused() {
        int before = commits(theirs);
        for (DocumentedCalls call : DocumentedCalls.all()) {
            Map<String, String> ids = Map.of("kind", "grants", "id", "grant-theirs", "event", event);
            if (call.path().contains("{tenant}")) {
                HttpResponse<String> unknown =
                        call.send(AUDIT, filled(call.path(), MISSING, ids) + call.query(), RunningAudit.TOKEN, "{}");
                assertThat(unknown.statusCode()).as(call + " " + unknown.body()).isEqualTo(404);
            }
            for (String token : List.of("", "wrong")) {
                HttpResponse<String> refused =
                        call.send(AUDIT, filled(call.path(), theirs.value(), ids) + call.query(), token, "{}");
                assertThat(refused.statusCode()).as(call.toString()).isEqualTo(401);
            }
        }
        assertThat(commits(theirs)).isEqualTo(before);
    }

    static String filled(String path, String tenant, Map<String, String> ids) {
        String filled = path.replace("{tenant}", tenant)
                .replace("{view}", DocumentedCalls.VIEW)
                .replace("{order}", "pause");
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    /** But for the reading itself, which is written down. */
    private static int commits(TenantId tenant) {
        return (int) AUDIT.bean(CommitLog.class).commits(tenant, HybridTime.ZERO, "", 500).stream()
                .flatMap(commit -> commit.events().stream())
                .filter(one -> !one.type().equals(readingOpened()))
                .count();
    }

    private static String readingOpened() {
        return EventCatalogue.of(AuditReadingEvent.Opened.class).name();
    }
}
