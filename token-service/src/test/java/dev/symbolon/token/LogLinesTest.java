package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.logline.LogLines;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** What operators read of this service: lines for machines, which lead to the audit and back. */
final class LogLinesTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String MARK = "sent-by-a-caller";

    @Test
    void a_log_line_bears_the_id_of_its_requests_events_and_answer() {
        TestTenant tenant = TestTenant.onboard(PLATFORM);
        TestTenant.Client client = tenant.client(aClient());
        TestTenant.Person ada = tenant.person("ada");
        CodeFlow flow = new CodeFlow(tenant, client);
        TestBrowser.Page redirect;
        TestBrowser.Page tokens;
        try (LogLines lines = new LogLines(settings()).withEachRequest()) {
            TestBrowser browser = TestBrowser.at(PLATFORM.node()).header("X-Correlation-Id", MARK);
            redirect = flow.complete(browser, ada);
            tokens = flow.redeem(PLATFORM.node(), redirect.redirected("code").orElseThrow());
            assertThat(tokens.status()).isEqualTo(200);

            assertThat(lines.of(id(redirect))).isNotEmpty();
            assertThat(lines.of(id(tokens))).isNotEmpty();
        }
        assertThat(events(tenant, id(redirect))).contains("authorization.code-issued");
        assertThat(events(tenant, id(tokens))).contains("authorization.code-redeemed");
        assertThat(id(redirect)).isNotEqualTo(id(tokens));
    }

    @Test
    void work_of_the_services_own_accord_has_an_id_too() {
        TestTenant tenant = TestTenant.onboard(PLATFORM);
        CodeFlow flow = new CodeFlow(tenant, tenant.client(aClient()));
        flow.complete(TestBrowser.at(PLATFORM.node()), tenant.person("ada"));

        // The tenant's first key is made in the background, or by the request that needs it.
        assertThat(envelopes(tenant)).anyMatch(envelope -> envelope.type().equals("signing-key.created"));
        assertThat(envelopes(tenant))
                .noneMatch(envelope -> envelope.correlation().equals("none"));
    }

    @Test
    void nothing_gets_into_a_line_as_a_caller_sent_it() {
        TestTenant tenant = TestTenant.onboard(PLATFORM);
        TestTenant.Client client = tenant.client(aClient());
        try (LogLines lines = new LogLines(settings())) {
            TestBrowser caller = TestBrowser.at(PLATFORM.node())
                    .header("X-Correlation-Id", MARK)
                    .header("traceparent", MARK)
                    .header("User-Agent", MARK)
                    .header("Cookie", MARK + "=" + MARK);
            for (String path : List.of("/authorize", "/end_session", "/device", "/userinfo", "/" + MARK)) {
                caller.get(tenant.path() + path + "?client_id=" + MARK + "&id_token_hint=" + MARK + "&user_code=" + MARK
                        + "&" + MARK + "=%0a%7B%22message%22%3A%22" + MARK);
            }
            new CodeFlow(tenant, client).with("redirect_uri", MARK).authorize(caller);
            new CodeFlow(tenant, client)
                    .with("scope", MARK)
                    .with("prompt", MARK)
                    .authorize(caller);
            caller.get("/t/" + MARK + "/authorize");
            caller.get("/" + MARK);
            caller.send("SENT-BY-A-CALLER", tenant.path() + "/token");
            for (String path : List.of("/token", "/introspect", "/revoke", "/device_authorization")) {
                caller.post(tenant.path() + path, Map.of("grant_type", MARK, "client_id", MARK, "token", MARK));
                TestBrowser.at(PLATFORM.node())
                        .header("Authorization", CodeFlow.basic(client))
                        .post(tenant.path() + path, Map.of("grant_type", MARK, "code", MARK, MARK, MARK));
            }
            TestBrowser.at(PLATFORM.node())
                    .header("Authorization", "Bearer " + MARK)
                    .get(tenant.path() + "/userinfo");

            assertThat(lines.text()).allSatisfy(line -> {
                assertThat(line).doesNotContainIgnoringCase(MARK).matches("[^\n]*\n");
                assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue();
            });
        }
    }

    private static Environment settings() {
        return PLATFORM.node().bean(Environment.class);
    }

    private static String id(TestBrowser.Page page) {
        return page.header("X-Correlation-Id").orElseThrow();
    }

    private static List<String> events(TestTenant tenant, String correlation) {
        return envelopes(tenant).stream()
                .filter(envelope -> envelope.correlation().equals(correlation))
                .map(Envelope::type)
                .toList();
    }

    private static List<Envelope> envelopes(TestTenant tenant) {
        return PLATFORM.node().bean(EventLog.class).commits(tenant.id(), HybridTime.ZERO, "", 1_000).stream()
                .map(RecordedEvent::envelope)
                .toList();
    }
}
