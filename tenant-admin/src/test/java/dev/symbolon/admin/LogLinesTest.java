package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.logline.LogLines;
import dev.symbolon.ports.log.EventLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** What operators read of this service: lines for machines, which lead to the audit and back. */
final class LogLinesTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final String MARK = "sent-by-a-caller";

    private static String tenant;

    @BeforeAll
    static void onboard() {
        tenant = ADMIN.tenant("log-lines");
    }

    @Test
    void a_log_line_bears_the_id_of_its_requests_events_and_answer() {
        Api.Said said;
        List<RecordedEvent> events;
        try (LogLines lines = new LogLines(ADMIN.bean(Environment.class)).withEachRequest()) {
            said = ADMIN.operator()
                    .with("X-Correlation-Id", MARK)
                    .post("/tenants/" + tenant + "/roles", Map.of("name", "porter", "kind", "application"));
            assertThat(said.status()).as(said.text()).isEqualTo(201);

            assertThat(lines.of(said.header("X-Correlation-Id"))).isNotEmpty();
        }
        events = events(said.header("X-Correlation-Id"));
        assertThat(events).isNotEmpty();
        assertThat(events)
                .allSatisfy(event -> assertThat(event.envelope().type()).isEqualTo("role.defined"));
    }

    @Test
    void everything_that_was_done_to_a_tenant_has_the_id_of_a_request() {
        assertThat(ADMIN.bean(EventLog.class).commits(new TenantId(tenant), HybridTime.ZERO, "", 1_000))
                .extracting(event -> event.envelope().correlation())
                .isNotEmpty()
                .allMatch(id -> id.matches("[0-9a-z]{26}"));
    }

    @Test
    void what_is_refused_at_the_door_has_an_id_too() {
        Api.Said said = ADMIN.with("nobody's token").get("/tenants/" + tenant + "/roles");

        assertThat(said.status()).isEqualTo(401);
        assertThat(said.header("X-Correlation-Id")).matches("[0-9a-z]{26}");
    }

    @Test
    void nothing_gets_into_a_line_as_a_caller_sent_it() {
        try (LogLines lines = new LogLines(ADMIN.bean(Environment.class))) {
            Api caller = ADMIN.operator()
                    .with("X-Correlation-Id", MARK)
                    .with("traceparent", MARK)
                    .with("User-Agent", MARK)
                    .with("Idempotency-Key", MARK + "-16-and-more")
                    .with("Symbolon-Visitor", MARK);
            String base = "/tenants/" + tenant;
            caller.get(base + "/roles/" + MARK);
            caller.get(base + "/roles?" + MARK + "=1&limit=" + MARK);
            caller.get(base + "/roles?sort=%0a%7B%22message%22%3A%22" + MARK);
            caller.get("/" + MARK);
            caller.get("/invitations/" + MARK + "/" + MARK);
            caller.get("/admin/v1/%zz".replace("%zz", "%25" + MARK));
            caller.post(base + "/roles", Map.of("name", MARK, "kind", MARK));
            caller.post(base + "/roles", Map.of(MARK, MARK));
            caller.send("POST", base + "/roles", ("{\"name\":" + MARK).getBytes(), "application/json");
            caller.send("POST", base + "/roles", new byte[0], MARK + "/" + MARK);
            caller.send("SENT-BY-A-CALLER", base + "/roles", null, null);
            ADMIN.with(MARK).with("X-Correlation-Id", MARK).get(base + "/roles");

            // Those of what was refused at all: one a minute for each reason.
            assertThat(lines.text()).allSatisfy(line -> {
                assertThat(line).doesNotContainIgnoringCase(MARK).matches("[^\n]*\n");
                assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue();
            });
        }
    }

    private static List<RecordedEvent> events(String correlation) {
        return ADMIN.bean(EventLog.class).commits(new TenantId(tenant), HybridTime.ZERO, "", 1_000).stream()
                .filter(event -> event.envelope().correlation().equals(correlation))
                .toList();
    }
}
