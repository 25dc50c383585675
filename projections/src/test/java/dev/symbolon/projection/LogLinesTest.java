package dev.symbolon.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.refusal.RefusalBatchId;
import dev.symbolon.core.refusal.RefusalCommand;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.logline.LogLines;
import dev.symbolon.ports.log.EventLog;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators read of this service: lines for machines, which lead to the audit and back. */
final class LogLinesTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final String MARK = "sent-by-a-caller";

    @Test
    void a_log_line_bears_the_id_of_its_requests_events_and_answer() {
        TenantId tenant = AUDIT.aTenant();
        String policy = "/audit/v1/tenants/" + tenant.value() + "/policy";
        for (HttpRequest.Builder request : List.of(
                AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/events"),
                AUDIT.request(policy)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"retentionDays\":31}")))) {
            try (LogLines lines = new LogLines(AUDIT.bean(Environment.class)).withEachRequest()) {
                HttpResponse<String> answer = AUDIT.send(request.header("X-Correlation-Id", MARK)
                        .header("Authorization", "Bearer " + RunningAudit.TOKEN));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                String id = answer.headers().firstValue("X-Correlation-Id").orElseThrow();

                assertThat(lines.of(id)).isNotEmpty();
                assertThat(AUDIT.bean(EventLog.class).commits(tenant, HybridTime.ZERO, "", 100))
                        .extracting(RecordedEvent::envelope)
                        .anyMatch(envelope -> envelope.correlation().equals(id));
            }
        }
    }

    @Test
    void what_is_refused_at_the_door_has_an_id_too() {
        HttpResponse<String> answer = AUDIT.send(AUDIT.request("/audit/v1/tenants/system/events"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-Correlation-Id").orElseThrow())
                .matches("[0-9a-z]{26}");
    }

    @Test
    void a_refused_request_is_found_in_the_audit_by_its_id() {
        TenantId tenant = AUDIT.aTenant();
        Instant now = Instant.now();
        String position = AUDIT.send(new RefusalCommand(
                tenant,
                new RefusalBatchId("29549520~node-1~1"),
                "unknown-client",
                now,
                2,
                List.of(sample("0c4e6g8j0k2m4n6p8q0r2s4t6v", now), sample("1c4e6g8j0k2m4n6p8q0r2s4t6v", now)),
                now));
        for (String id : List.of("0c4e6g8j0k2m4n6p8q0r2s4t6v", "1c4e6g8j0k2m4n6p8q0r2s4t6v")) {
            JsonNode found = AUDIT.ok(tenant, "/events?correlation=" + id + "&position=" + position);
            assertThat(found.toString()).contains("refusal.gathered");
        }
        assertThat(AUDIT.ok(tenant, "/events?correlation=2c4e6g8j0k2m4n6p8q0r2s4t6v&position=" + position)
                        .toString())
                .doesNotContain("refusal.gathered");
    }

    private static RefusalEvent.Sample sample(String correlation, Instant at) {
        return new RefusalEvent.Sample(
                "authorize", Optional.empty(), Optional.empty(), Personal.of("192.0.2.7"), at, correlation);
    }

    @Test
    void nothing_gets_into_a_line_as_a_caller_sent_it() {
        String base = "/audit/v1/tenants/" + AUDIT.aTenant().value();
        try (LogLines lines = new LogLines(AUDIT.bean(Environment.class))) {
            for (String path : List.of(
                    base + "/events?" + MARK + "=1",
                    base + "/events?limit=" + MARK,
                    base + "/events?from=%0a%7B%22message%22%3A%22" + MARK,
                    base + "/events/" + MARK,
                    base + "/grants/" + MARK,
                    base + "/events?position=" + MARK,
                    "/audit/v1/tenants/" + MARK + "/events",
                    "/auditor/" + MARK,
                    "/" + MARK)) {
                AUDIT.send(sent(path));
            }
            AUDIT.send(sent(base + "/policy").PUT(BodyPublishers.ofString("{\"retentionDays\":\"" + MARK + "\"}")));
            AUDIT.send(sent(base + "/policy").PUT(BodyPublishers.ofString("{\"" + MARK)));
            AUDIT.send(sent(base + "/policy").method("SENT-BY-A-CALLER", BodyPublishers.noBody()));
            AUDIT.send(AUDIT.request(base + "/events").header("Authorization", "Bearer " + MARK));
            AUDIT.send(AUDIT.form("/auditor/sign-in", "token=" + MARK));

            assertThat(lines.text()).allSatisfy(line -> {
                assertThat(line).doesNotContainIgnoringCase(MARK).matches("[^\n]*\n");
                assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue();
            });
        }
    }

    private static HttpRequest.Builder sent(String path) {
        return AUDIT.request(path)
                .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                .header("Content-Type", "application/json")
                .header("X-Correlation-Id", MARK)
                .header("traceparent", MARK)
                .header("User-Agent", MARK)
                .header("Last-Event-ID", MARK)
                .header("Symbolon-Position", MARK);
    }
}
