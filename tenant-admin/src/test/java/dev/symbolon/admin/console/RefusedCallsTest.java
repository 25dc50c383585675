package dev.symbolon.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.http.Visitors;
import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.secret.PersonalData;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every refused call leaves an event that says who, where from, at what, and why. */
final class RefusedCallsTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final String SCOPES = "symbolon:roles:read symbolon:roles:write";

    private static String tenant;
    private static String auditor;

    @BeforeAll
    static void onboard() {
        tenant = ADMIN.tenant("refused-calls");
        auditor = new Tokens(ADMIN).person(tenant, "max", "auditor");
    }

    private static Api api() {
        return ADMIN.with(new Tokens(ADMIN).of(tenant, "refused-calls", auditor, SCOPES));
    }

    @Test
    void a_refused_call_is_recorded_with_its_caller_and_reason() {
        Api.Said said = api().post("/tenants/" + tenant + "/roles", Map.of("name", "more"));
        assertThat(said.status()).isEqualTo(403);

        RefusalEvent.Sample sample = last("admin-forbidden");
        assertThat(sample.correlation()).contains(said.header("X-Correlation-Id"));
        assertThat(sample.endpoint()).isEqualTo("POST /admin/v1/tenants/{tenant}/roles");
        assertThat(sample.actor()).contains(new Actor.User(new UserId(auditor)));
        assertThat(clear(sample.address())).isEqualTo("127.0.0.1");
    }

    @Test
    void what_the_console_was_refused_came_from_the_browser() {
        ConsoleBrowser browser = ConsoleBrowser.signedIn(tenant, "refused-calls", auditor, SCOPES)
                .from("127.0.0.7");
        Map<String, String> role = Map.of("once", "r".repeat(20), "name", "forced", "kind", "application");
        HttpResponse<String> page = browser.post("/console/tenants/" + tenant + "/roles/new", role);
        assertThat(page.statusCode()).isEqualTo(403);

        RefusalEvent.Sample sample = last("admin-forbidden");
        assertThat(clear(sample.address())).isEqualTo("127.0.0.7");
        assertThat(sample.correlation()).isEqualTo(page.headers().firstValue("X-Correlation-Id"));
    }

    @Test
    void nobody_else_can_say_where_a_call_comes_from() {
        String ours = ADMIN.bean(Visitors.class).sealed("203.0.113.9");
        String forged = ours.substring(0, ours.length() - 4) + "AAAA";
        for (String header : List.of("203.0.113.9", forged)) {
            api().with(Visitors.HEADER, header).post("/tenants/" + tenant + "/roles", Map.of("name", "more"));
            assertThat(clear(last("admin-forbidden").address())).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void no_word_of_a_callers_choosing_is_kept_as_the_method() {
        assertThat(api().send("MY-PASSWORD-IS-HUNTER2", "/tenants/" + tenant + "/roles", null, null)
                        .status())
                .isEqualTo(405);

        assertThat(last("admin-malformed").endpoint()).isEqualTo("? /admin/v1/tenants/{tenant}/roles");
    }

    private static RefusalEvent.Sample last(String reason) {
        try {
            ((AutoCloseable) ADMIN.bean(RefusalLog.class)).close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return ADMIN.bean(EventLog.class).commits(new TenantId(tenant), HybridTime.ZERO, "", 1_000).stream()
                .map(RecordedEvent::event)
                .filter(RefusalEvent.Gathered.class::isInstance)
                .map(RefusalEvent.Gathered.class::cast)
                .filter(event -> event.refusal().equals(reason))
                .flatMap(event -> event.samples().stream())
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private static String clear(Personal address) {
        return ADMIN.bean(PersonalData.class)
                .open(new TenantId(tenant), address)
                .orElseThrow();
    }
}
