package dev.symbolon.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.logline.LogLines;
import dev.symbolon.ports.log.EventLog;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/** What the console calls for a browser is part of the browser's request, in log lines and events. */
final class CorrelationTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final String SCOPES = "symbolon:roles:read symbolon:roles:write";

    @Test
    void what_a_page_has_done_bears_the_id_of_the_page() {
        String tenant = ADMIN.tenant("page-ids");
        String admin = new Tokens(ADMIN).person(tenant, "ida", "tenant-admin");
        ConsoleBrowser browser = ConsoleBrowser.signedIn(tenant, "page-ids", admin, SCOPES);
        try (LogLines lines = new LogLines(ADMIN.bean(Environment.class)).withEachRequest()) {
            HttpResponse<String> page = browser.post(
                    "/console/tenants/" + tenant + "/roles/new",
                    Map.of("once", "i".repeat(20), "name", "porter", "kind", "application"));
            assertThat(page.statusCode()).as(page.body()).isEqualTo(303);
            String id = page.headers().firstValue("X-Correlation-Id").orElseThrow();

            // One line of the page's own request, one at least of the call that it made.
            assertThat(lines.of(id)).hasSizeGreaterThan(1);
            List<String> events =
                    ADMIN.bean(EventLog.class).commits(new TenantId(tenant), HybridTime.ZERO, "", 1_000).stream()
                            .map(RecordedEvent::envelope)
                            .filter(envelope -> envelope.correlation().equals(id))
                            .map(envelope -> envelope.type())
                            .toList();
            assertThat(events).containsExactly("role.defined");
        }
    }
}
