package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata.Scope;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.FillableStore;
import dev.symbolon.infra.log.SaidToOperators;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The store's disk is full while the service runs: what clients, people, load balancers and operators see of it. */
class FullDiskTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final String READINESS = "/actuator/health/readiness";
    private static TestTenant tenant;
    private static TestTenant.Client service;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ResourceId rooms =
                tenant.resource("Rooms", "https://rooms.test/" + tenant.id().value(), new Scope("rooms.read", "See"));
        service = tenant.client(aClient().service().withPermissions(new Permission(rooms, Set.of("rooms.read"))));
    }

    @AfterEach
    void makeRoom() {
        FillableStore.makeRoom();
        Await.until("ready", () -> at().get(READINESS).status() == 200);
    }

    @Test
    void what_must_be_recorded_waits_for_the_operator_and_what_is_known_is_answered() throws Exception {
        CodeFlow flow = new CodeFlow(tenant, tenant.client(aClient()));
        TestBrowser browser = at();
        String code = flow.code(browser, tenant.person("ada"));
        Object token = CodeFlow.json(token()).get("access_token");
        try (SaidToOperators lines = new SaidToOperators()) {
            assertThat(token().status()).isEqualTo(200);
            FillableStore.fill();
            Await.until("full", () -> token().status() == 503);
            Await.until("everybody knows", () -> at().get(READINESS).status() == 503);

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<TestBrowser.Page>> asked = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    asked.add(threads.submit(this::token));
                }
                for (Future<TestBrowser.Page> one : asked) {
                    unavailable(one.get());
                    assertThat(CodeFlow.json(one.get())).containsEntry("error", "temporarily_unavailable");
                }
            }
            unavailable(flow.redeem(PLATFORM.node(), code));
            TestBrowser.Page page = flow.authorize(browser);
            unavailable(page);
            assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
            assertThat(CodeFlow.json(introspected(token))).containsEntry("active", true);
            assertThat(at().get(tenant.path() + "/jwks").status()).isEqualTo(200);
            assertThat(at().get(READINESS).body())
                    .isEqualTo(
                            "{\"description\":\"the store takes no writes: cell default, no disk space\",\"status\":\"DOWN\"}");
            assertThat(lines.since(Level.WARN))
                    .as("one line for each node that these tests run, and not one for each of twenty requests")
                    .hasSizeBetween(1, 5)
                    .allSatisfy(line -> assertThat(line).contains("takes no writes", "the disk of"));

            FillableStore.makeRoom();
            Await.until("ready", () -> at().get(READINESS).status() == 200);
        }
        assertThat(token().status()).isEqualTo(200);
        assertThat(flow.redeem(PLATFORM.node(), code).status())
                .as("the code is as it was")
                .isEqualTo(200);
    }

    private static void unavailable(TestBrowser.Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isPresent();
    }

    private TestBrowser.Page token() {
        return quickly(
                at().header("Authorization", CodeFlow.basic(service)), "/token", "grant_type", "client_credentials");
    }

    private static TestBrowser.Page introspected(Object token) {
        return quickly(
                at().header("Authorization", CodeFlow.basic(service)), "/introspect", "token", String.valueOf(token));
    }

    private static TestBrowser.Page quickly(TestBrowser browser, String path, String name, String value) {
        long start = System.nanoTime();
        TestBrowser.Page page = browser.post(tenant.path() + path, Map.of(name, value));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        return page;
    }

    private static TestBrowser at() {
        return TestBrowser.at(PLATFORM.node());
    }
}
