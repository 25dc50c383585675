package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A browser's session: whose it is, and how it is written down. */
class SessionSecurityTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        client = tenant.client(aClient().withPermissions());
    }

    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    private static CodeFlow flow() {
        return new CodeFlow(tenant, client);
    }

    @Test
    void a_sign_in_form_belongs_to_the_browser_that_asked_for_it() {
        TestBrowser.Page signIn = flow().authorize(browser);
        TestBrowser other = TestBrowser.at(PLATFORM.node());

        isErrorPage(other.signIn(signIn, ada.login(), ada.password()), 400);
        flow().authorize(other);
        isErrorPage(other.signIn(signIn, ada.login(), ada.password()), 400);
    }

    @Test
    void the_session_id_changes_at_each_sign_in_and_the_old_one_is_dead() {
        flow().complete(browser, ada);
        String first = browser.cookies().get("symbolon-session");
        flow().with("prompt", "login").complete(browser, ada);

        assertThat(browser.cookies().get("symbolon-session")).isNotEqualTo(first);
        TestBrowser old = TestBrowser.at(PLATFORM.node());
        old.cookies().put("symbolon-session", first);
        assertThat(flow().authorize(old).body()).contains("name=\"password\"");
    }

    @Test
    void a_session_s_use_is_written_in_the_commit_of_the_request_that_used_it() {
        Instant now = Instant.now();
        Secret secret = PLATFORM.randomness().secret();
        SessionId session = new SessionId(PLATFORM.randomness().identifier());
        PLATFORM.send(
                tenant.id(),
                aSession()
                        .in(tenant.id())
                        .withId(session)
                        .of(ada.id())
                        .withSecret(secret.hash())
                        .at(now.minus(SessionState.ACTIVITY_GRAIN).minusSeconds(1))
                        .start());
        browser.cookies().put("symbolon-session", new OpaqueValue(session.value(), secret.reveal()).reveal());
        TestTenant.Client ours = tenant.client(aClient().withPermissions().firstParty());
        CodeFlow flow = new CodeFlow(tenant, ours);

        String code = flow.authorize(browser).redirected("code").orElseThrow();
        flow.authorize(browser).redirected("code").orElseThrow();

        AuthorizationId first = new AuthorizationId(code.split("\\.")[0]);
        List<RecordedEvent> uses = log(StreamId.of(tenant.id(), StreamType.SESSION, session)).stream()
                .filter(it -> it.event() instanceof SessionEvent.Used)
                .toList();
        assertThat(uses).hasSize(1);
        assertThat(log(StreamId.of(tenant.id(), StreamType.AUTHORIZATION, first)))
                .hasSize(4)
                .allMatch(it -> it.commitId().equals(uses.getFirst().commitId()));
    }

    @Test
    void a_session_s_secret_is_compared() {
        flow().complete(browser, ada);
        String cookie = browser.cookies().get("symbolon-session");
        for (String bad : new String[] {
            altered(cookie),
            cookie.substring(0, cookie.length() - 1),
            cookie + "A",
            cookie.split("\\.")[0],
            cookie.split("\\.")[0] + "."
        }) {
            TestBrowser thief = TestBrowser.at(PLATFORM.node());
            thief.cookies().put("symbolon-session", bad);
            assertThat(flow().authorize(thief).body()).as(bad).contains("name=\"password\"");
        }
    }

    private static List<RecordedEvent> log(StreamId stream) {
        return PLATFORM.node().bean(EventLog.class).stream(stream, 0, 10);
    }

    private static String altered(String text) {
        int middle = text.length() / 2;
        return text.substring(0, middle) + (text.charAt(middle) == 'A' ? 'B' : 'A') + text.substring(middle + 1);
    }

    private static void isErrorPage(TestBrowser.Page page, int status) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.header("Location")).isEmpty();
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("Reference").doesNotContain("Exception", "\tat ");
    }
}
