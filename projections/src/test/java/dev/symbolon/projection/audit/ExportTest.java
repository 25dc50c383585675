package dev.symbolon.projection.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.infra.view.TenantViews;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.TenantAuditor;
import dev.symbolon.projection.retention.RetentionSweep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Exports, and what a tenant keeps, over HTTP. */
final class ExportTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final JsonMapper JSON = new JsonMapper();
    private static final int EVENTS = 1_300;

    /** More than the sockets between the two can hold. */
    private static final int LONG = 20_000;

    private final TenantId tenant = AUDIT.aTenant();

    @Test
    void an_export_has_every_entry_once_in_either_format_and_order() {
        fill();
        for (String order : List.of("newest", "oldest")) {
            List<String> lines = export("?format=ndjson&type=session.used&order=" + order)
                    .body()
                    .lines()
                    .toList();
            assertThat(lines)
                    .extracting(line -> JSON.readTree(line).get("event").asString())
                    .hasSizeGreaterThan(800)
                    .doesNotHaveDuplicates();
            HttpResponse<String> csv = export("?format=csv&type=session.used&order=" + order);
            assertThat(csv.body().lines().toList()).hasSize(lines.size() + 1);
            assertThat(csv.body()).startsWith("cursor,time,event,");
            assertThat(csv.headers().firstValue("Content-Disposition"))
                    .get()
                    .asString()
                    .contains("attachment");
            String first = JSON.readTree(lines.getFirst()).get("time").asString();
            assertThat(csv.headers().firstValue("Symbolon-First-Time")).contains(first);
            assertThat(csv.headers().firstValue("Symbolon-Last-Time"))
                    .contains(JSON.readTree(lines.getLast()).get("time").asString());
        }
    }

    @Test
    void an_export_that_broke_off_anywhere_goes_on_behind_its_last_line() {
        fill();
        for (String order : List.of("newest", "oldest")) {
            List<String> lines =
                    export("?actor=platform&order=" + order).body().lines().toList();
            List<String> whole = events(String.join("\n", lines));
            for (int cut : List.of(1, 2, 3, 250, 499, 500, 501, 1_000, whole.size() - 1)) {
                String cursor = JSON.readTree(lines.get(cut - 1)).get("cursor").asString();
                List<String> both = new ArrayList<>(whole.subList(0, cut));
                both.addAll(events(export("?actor=platform&order=" + order + "&after=" + cursor)
                        .body()));
                assertThat(both).as("%s cut at %s", order, cut).isEqualTo(whole);
            }
        }
    }

    @Test
    void an_export_breaks_off_when_its_reader_may_not_read_any_more() throws Exception {
        fill(LONG);
        String token = TenantAuditor.token(AUDIT, tenant);
        HttpRequest.Builder request = AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/export?format=ndjson")
                .header("Authorization", "Bearer " + token);
        HttpResponse<InputStream> answer =
                AUDIT.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        int lines = 0;
        // Most of it is still to come: what lies between the two is far less than the whole.
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).contains("\"cursor\"");
            AUDIT.send(new ClientCommand.Suspend(tenant, TenantAuditor.SERVICE, "left", Instant.now()));
            TimeUnit.MILLISECONDS.sleep(250);
            while (reader.readLine() != null) {
                lines++;
            }
            throw new AssertionError("it came to an end, with " + lines + " lines");
        } catch (IOException _) {
            assertThat(lines).isLessThan(LONG);
        }
    }

    @Test
    void nothing_in_a_cell_is_taken_for_a_formula_or_a_line() {
        for (String text : List.of(
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uff1d1+1",
                "\uff0b1",
                "\uff0d1",
                "\uff20SUM(A1)")) {
            assertThat(ExportFormat.cell(text)).startsWith("\"'");
        }
        assertThat(ExportFormat.cell("a\n\"b\",c")).isEqualTo("\"a \"\"b\"\",c\"");
        assertThat(ExportFormat.cell("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void what_makes_no_sense_is_refused_before_the_first_byte() {
        for (String query : List.of(
                "?format=xml", "?after=nonsense", "?after=c.x", "?after=" + "c".repeat(200), "?after=cAAAA.1")) {
            assertThat(export(query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void what_is_older_than_the_tenant_keeps_is_told_no_more_and_pruned_while_the_log_keeps_it() {
        fill();
        String position = AUDIT.send(new TenantCommand.Suspend(tenant, "unpaid", Instant.now()));
        int all = AUDIT.ok(tenant, "/events?limit=500&type=session.used&position=" + position)
                .get("rows")
                .size();
        assertThat(all).isEqualTo(500);
        HttpResponse<String> set = AUDIT.send(put("{\"retentionDays\":30}"));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(AUDIT.ok(tenant, "/policy").get("retentionDays").asInt()).isEqualTo(30);
        assertThat(AUDIT.ok(tenant, "/events?type=session.used").get("rows")).isEmpty();
        assertThat(AUDIT.get(tenant, "/events/event5").statusCode()).isEqualTo(404);
        RetentionSweep sweep = AUDIT.bean(RetentionSweep.class);
        assertThat(sweep.sweep(tenant)).isGreaterThanOrEqualTo(EVENTS);
        assertThat(sweep.sweep(tenant)).isZero();
        assertThat(AUDIT.send(put("{\"retentionDays\":null}")).statusCode()).isEqualTo(200);
        assertThat(AUDIT.ok(tenant, "/events?type=session.used").get("rows")).isEmpty();
        assertThat(AUDIT.ok(tenant, "/events?type=tenant.suspended").get("rows"))
                .hasSize(1);
        assertThat(AUDIT.ok(
                                tenant,
                                "/events?type=audit-policy.changed&position="
                                        + set.headers()
                                                .firstValue("Symbolon-Position")
                                                .orElseThrow())
                        .get("rows"))
                .isNotEmpty();
        assertThat(AUDIT.send(put("{\"retentionDays\":1}")).statusCode()).isEqualTo(400);
    }

    private HttpRequest.Builder put(String body) {
        return AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/policy")
                .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Rows without a log behind them: what is told here is the read model's. */
    private void fill() {
        fill(EVENTS);
    }

    private void fill(int events) {
        TenantViews open = AUDIT.bean(MongoViews.class)
                .open(tenant, List.of(new AuditProjection()), (_, _, _) -> List.of(), InstantSource.system());
        open.apply(new SampleTrail(tenant, 3, 20, 5).next(events));
    }

    private HttpResponse<String> export(String query) {
        return AUDIT.get(tenant, "/export" + query);
    }

    private static List<String> events(String ndjson) {
        return ndjson.lines()
                .map(line -> JSON.readTree(line).get("event").asString())
                .toList();
    }
}
