package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.tenant.Limits;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6585 §4: who asks too much is told when to come again, and costs neither others nor the log anything. */
class RequestLimitsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Limits.Limit MANY = Limits.STANDARD.tenant();

    private final TestTenant tenant = TestTenant.onboard(PLATFORM);

    private TestTenant.Client client(String name) {
        return tenant.client(aClient()
                .service()
                .withPermission(
                        tenant.resource(name, "https://" + name + ".test", new ResourceMetadata.Scope(name, name)),
                        name));
    }

    private Outcome limit(Limits.Limit client, Limits.Limit all) {
        return PLATFORM.send(
                tenant.id(), new TenantCommand.ChangeLimits(tenant.id(), new Limits(client, all), Instant.now()));
    }

    private TestBrowser.Page ask(TestTenant.Client client) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(client))
                .post(tenant.path() + "/token", Map.of("grant_type", "client_credentials"));
    }

    @Test
    void a_client_that_asks_too_much_is_told_when_to_come_again_and_nobody_else_suffers() {
        TestTenant.Client eager = client("eager");
        TestTenant.Client other = client("other");
        TestTenant.Client liar = new TestTenant.Client(eager.id(), other.secret(), "");
        assertThat(limit(new Limits.Limit(4, HOUR), MANY)).isInstanceOf(Outcome.Done.class);
        for (int i = 0; i < 10; i++) {
            assertThat(ask(liar).status()).as("another's mistakes don't count").isEqualTo(401);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(ask(eager).status()).isEqualTo(200);
        }

        TestBrowser.Page refused = ask(eager);

        assertThat(refused.status()).isEqualTo(429);
        long wait = Long.parseLong(refused.header("Retry-After").orElseThrow());
        assertThat(wait).isBetween(1L, HOUR.toSeconds() / 4);
        assertThat(refused.header("RateLimit-Policy")).contains("\"client\";q=4;w=3600");
        assertThat(refused.header("RateLimit")).contains("\"client\";r=0;t=" + wait);
        assertThat(refused.header("Cache-Control")).contains("no-store");
        assertThat(CodeFlow.json(refused)).containsEntry("error", "temporarily_unavailable");
        assertThat(ask(other).status()).isEqualTo(200);
    }

    @Test
    void a_tenant_that_asks_too_much_is_sent_away_whoever_asks_and_its_neighbours_are_not() {
        TestTenant.Client one = client("one");
        limit(MANY, new Limits.Limit(3, HOUR));
        TestTenant neighbour = TestTenant.onboard(PLATFORM);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(one).status()).isEqualTo(200);
        }

        TestBrowser.Page refused = TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", Map.of());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Policy")).contains("\"tenant\";q=3;w=3600");
        assertThat(TestBrowser.at(PLATFORM.node())
                        .post(neighbour.path() + "/token", Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void what_was_used_up_is_regained_with_time() {
        TestTenant.Client one = client("patient");
        limit(new Limits.Limit(1, Duration.ofSeconds(1)), MANY);
        assertThat(ask(one).status()).isEqualTo(200);
        Instant patience = Instant.now().plusSeconds(20);
        while (ask(one).status() == 429) {
            assertThat(Instant.now()).isBefore(patience);
        }
    }

    @Test
    void what_is_refused_leaves_nothing_in_the_log() {
        TestTenant.Client one = client("quiet");
        limit(new Limits.Limit(1, HOUR), MANY);
        ask(one);
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            PLATFORM.node().writeRefusals();
            int before = store.eventsOf(tenant.id()).size();
            for (int i = 0; i < 20; i++) {
                assertThat(ask(one).status()).isEqualTo(429);
            }
            PLATFORM.node().writeRefusals();
            assertThat(store.eventsOf(tenant.id())).hasSize(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/introspect", "/revoke", "/device_authorization", "/userinfo"})
    void every_endpoint_that_clients_call_counts_them_together_and_says_when_to_come_again(String path) {
        TestTenant.Client eager = tenant.client(aClient()
                .withPermissions()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.DEVICE_CODE, GrantType.CLIENT_CREDENTIALS));
        CodeFlow flow = new CodeFlow(tenant, eager);
        TestTenant.Person ada = tenant.person("ada");
        String token = CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), ada)))
                .get("access_token")
                .toString();
        // One has been used at the token endpoint.
        limit(new Limits.Limit(1, HOUR), MANY);
        Supplier<TestBrowser.Page> call = () -> call(path, eager, token);
        int first = call.get().status();

        TestBrowser.Page refused = call.get();

        assertThat(first).isIn(200, 400);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.header("RateLimit-Policy")).contains("\"client\";q=1;w=3600");
        assertThat(refused.header("RateLimit").orElseThrow()).startsWith("\"client\";r=0;t=");
        limit(MANY, new Limits.Limit(1, HOUR));
        call.get();
        assertThat(call.get().header("RateLimit-Policy")).contains("\"tenant\";q=1;w=3600");
    }

    private TestBrowser.Page call(String path, TestTenant.Client client, String token) {
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        return path.equals("/userinfo")
                ? browser.header("Authorization", "Bearer " + token).get(tenant.path() + path)
                : browser.header("Authorization", CodeFlow.basic(client))
                        .post(tenant.path() + path, Map.of("scope", "openid", "grant_type", "client_credentials"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/revoke", "/userinfo"})
    void a_page_reads_that_it_asked_too_much_and_another_origin_s_page_doesn_t(String path) {
        TestTenant.Client app = tenant.client(aClient().withPermissions().singlePage());
        CodeFlow flow = new CodeFlow(tenant, app);
        Map<String, String> form = flow.redemption(flow.code(TestBrowser.at(PLATFORM.node()), tenant.person("ada")));
        form.put("client_id", app.id().value());
        String token = CodeFlow.json(TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", form))
                .get("access_token")
                .toString();
        for (Limits limits :
                List.of(new Limits(new Limits.Limit(1, HOUR), MANY), new Limits(MANY, new Limits.Limit(1, HOUR)))) {
            limit(limits.client(), limits.tenant());
            List<TestBrowser.Page> own = new ArrayList<>();
            while (own.isEmpty() || own.getLast().status() != 429) {
                own.add(page("https://booking.test", path, app, token));
                assertThat(own).hasSizeLessThan(5);
            }
            assertThat(own.getLast().header("Access-Control-Allow-Origin")).contains("https://booking.test");
            assertThat(own.getLast().header("Access-Control-Expose-Headers").orElseThrow())
                    .contains("Retry-After", "RateLimit", "RateLimit-Policy");
            assertThat(own.getLast().header("Retry-After")).isPresent();
            TestBrowser.Page foreign = page("https://evil.test", path, app, token);
            assertThat(foreign.status()).isEqualTo(429);
            assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    private TestBrowser.Page page(String origin, String path, TestTenant.Client app, String token) {
        TestBrowser browser = TestBrowser.at(PLATFORM.node()).header("Origin", origin);
        return path.equals("/userinfo")
                ? browser.header("Authorization", "Bearer " + token).get(tenant.path() + path)
                : browser.post(
                        tenant.path() + path, Map.of("client_id", app.id().value(), "grant_type", "refresh_token"));
    }

    @Test
    void a_browser_that_asks_for_codes_without_end_is_sent_away_and_leaves_nothing_more_in_the_log() {
        TestTenant.Client app = tenant.client(aClient().withPermissions());
        TestTenant.Client other = tenant.client(aClient().withPermissions());
        TestTenant.Person ada = tenant.person("ada");
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        CodeFlow flow = new CodeFlow(tenant, app);
        flow.complete(browser, ada);
        limit(new Limits.Limit(2, HOUR), MANY);
        assertThat(flow.authorize(browser).redirected("code")).isPresent();
        String last = flow.authorize(browser).redirected("code").orElseThrow();
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            int before = store.eventsOf(tenant.id()).size();
            for (TestBrowser.Page refused :
                    List.of(flow.authorize(browser), browser.post(tenant.path() + "/authorize", flow.parameters()))) {
                isSentAway(refused, "\"browsers\";q=2;w=3600");
            }
            PLATFORM.node().writeRefusals();
            assertThat(store.eventsOf(tenant.id())).hasSize(before);
        }
        assertThat(new CodeFlow(tenant, other).authorize(browser).status()).isEqualTo(200);
        assertThat(flow.redeem(PLATFORM.node(), last).status())
                .as("what anybody's browser asks uses up nothing of what the client itself may")
                .isEqualTo(200);
    }

    @Test
    void a_sign_in_is_one_request_however_many_steps_it_takes() {
        TestTenant.Client app = tenant.client(aClient().withPermissions());
        TestTenant.Person ada = tenant.person("ada");
        limit(new Limits.Limit(1, HOUR), MANY);
        CodeFlow flow = new CodeFlow(tenant, app);
        TestBrowser browser = TestBrowser.at(PLATFORM.node());

        assertThat(flow.complete(browser, ada).redirected("code")).isPresent();

        isSentAway(flow.authorize(browser), "\"browsers\";q=1;w=3600");
    }

    @Test
    void whoever_is_sent_to_sign_out_or_to_connect_a_device_too_often_is_told_when_to_come_again() {
        TestTenant.Client app =
                tenant.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE));
        TestTenant.Person ada = tenant.person("ada");
        DeviceFlow device = new DeviceFlow(tenant, app);
        Map<String, Object> asked = device.ask(PLATFORM.node());
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        limit(new Limits.Limit(2, HOUR), MANY);
        assertThat(device.page(browser, ada, asked).status()).isEqualTo(200);
        String signOut = tenant.path() + "/end_session?client_id=" + app.id().value();
        assertThat(browser.get(signOut).status()).isEqualTo(200);

        isSentAway(device.page(browser, ada, asked), "\"browsers\";q=2;w=3600");
        isSentAway(browser.get(signOut), "\"browsers\";q=2;w=3600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorize?client_id=made-up", "/end_session", "/device"})
    void pages_that_apps_send_browsers_to_count_for_the_tenant_whoever_is_named(String path) {
        limit(MANY, new Limits.Limit(2, HOUR));
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        for (int i = 0; i < 2; i++) {
            assertThat(browser.get(tenant.path() + path).status()).isIn(200, 303, 400);
        }

        isSentAway(browser.get(tenant.path() + path), "\"tenant\";q=2;w=3600");
    }

    private static void isSentAway(TestBrowser.Page page, String policy) {
        assertThat(page.status()).as(page.body()).isEqualTo(429);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("too many requests");
        assertThat(Long.parseLong(page.header("Retry-After").orElseThrow())).isBetween(1L, HOUR.toSeconds());
        assertThat(page.header("RateLimit-Policy")).contains(policy);
        assertThat(page.header("RateLimit").orElseThrow())
                .startsWith(policy.substring(0, policy.indexOf(';')) + ";r=0;t=");
        assertThat(page.header("Location")).isEmpty();
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        Limits.Limit good = new Limits.Limit(1, Duration.ofSeconds(1));
        for (Limits.Limit bad : new Limits.Limit[] {
            new Limits.Limit(0, HOUR),
            new Limits.Limit(-1, HOUR),
            new Limits.Limit(1_000_001, HOUR),
            new Limits.Limit(1, Duration.ofMillis(999)),
            new Limits.Limit(1, HOUR.plusSeconds(1))
        }) {
            assertThat(limit(bad, good)).isEqualTo(new Outcome.Refused("client-limit"));
            assertThat(limit(good, bad)).isEqualTo(new Outcome.Refused("tenant-limit"));
        }
    }
}
