package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata.Scope;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.SaidToOperators;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A tenant in a cell of its own, two nodes that have the cell's setting, and one that was forgotten; and a node whose second
 * cell is in a store of its own, to be full or away while its neighbour isn't.
 */
class SecondCellTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String NORTH = "symbolon_north";
    private static final List<RunningPlatform.Node> NODES = new ArrayList<>();
    private static final AtomicInteger APART = new AtomicInteger();
    private static TestTenant tenant;
    private static TestTenant.Person ada;

    @BeforeAll
    static void onboard() {
        for (String name : List.of("node-north-a", "node-north-b")) {
            NODES.add(
                    PLATFORM.start(name, List.of("--symbolon.cells.north=" + PLATFORM.store() + "/" + NORTH), _ -> {}));
        }
        tenant = TestTenant.onboard(PLATFORM, NODES.getFirst(), "north");
        ada = tenant.person("ada");
    }

    @AfterAll
    static void stop() {
        NODES.forEach(node -> node.context().close());
    }

    @Test
    void a_flow_is_recorded_in_the_tenants_cell_alone_and_a_revocation_holds_on_both_nodes() {
        TestTenant.Client client = tenant.client(aClient());
        CodeFlow flow = new CodeFlow(tenant, client);
        String code = flow.code(TestBrowser.at(NODES.getFirst()), ada);
        Object token = CodeFlow.json(flow.redeem(NODES.getLast(), code)).get("access_token");
        NODES.forEach(node -> assertThat(userinfo(node, token)).isEqualTo(200));
        assertThat(flow.redeem(NODES.getFirst(), code).status()).as("a replay").isEqualTo(400);
        Await.until("revoked on both", () -> NODES.stream().allMatch(node -> userinfo(node, token) == 401));

        try (MongoClient store = MongoClients.create(PLATFORM.store())) {
            assertThat(commits(store, "symbolon")).isZero();
            assertThat(commits(store, NORTH)).isGreaterThan(5);
        }
    }

    @Test
    void a_node_that_lacks_the_setting_says_503_for_this_tenant_and_serves_the_others() {
        TestTenant.Client service = service(tenant);
        TestTenant other = TestTenant.onboard(PLATFORM);
        TestTenant.Client neighbour = service(other);
        assertThat(token(NODES.getFirst(), tenant, service).status()).isEqualTo(200);
        // Each node tells it once; the other one whenever it hears of the tenant.
        assertThat(token(PLATFORM.otherNode(), tenant, service).status()).isEqualTo(503);
        try (SaidToOperators lines = new SaidToOperators()) {
            for (int i = 0; i < 5; i++) {
                TestBrowser.Page refused = token(PLATFORM.node(), tenant, service);
                assertThat(refused.status()).as(refused.body()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isPresent();
                assertThat(TestBrowser.at(PLATFORM.node())
                                .get(new CodeFlow(tenant, service).target())
                                .status())
                        .isEqualTo(503);
            }
            assertThat(lines.since(Level.WARN))
                    .allSatisfy(line -> assertThat(line).contains("cell north"));
            assertThat(lines.since(Level.WARN)).hasSizeLessThan(2);
        }
        assertThat(token(PLATFORM.node(), other, neighbour).status()).isEqualTo(200);
        assertThat(TestBrowser.at(PLATFORM.node())
                        .get("/actuator/health/readiness")
                        .status())
                .as("one tenant that was put elsewhere takes a node from nobody else")
                .isEqualTo(200);
    }

    @Test
    void a_cell_that_is_away_is_its_own_tenants_trouble_alone() {
        try (Apart apart = new Apart()) {
            TestTenant.Person bob = apart.here.person("bob");
            assertThat(apart.tokenHere().status()).isEqualTo(200);
            assertThat(apart.tokenThere().status()).isEqualTo(200);
            assertThat(ready(apart.node).body()).isEqualTo("{\"status\":\"UP\"}");

            apart.proxy.goAway();
            Await.until("told", () -> ready(apart.node).body().contains("cell west doesn't answer"));
            for (int i = 0; i < 3; i++) {
                assertThat(ready(apart.node).status()).isEqualTo(200);
                assertThat(apart.tokenHere().status()).isEqualTo(200);
                unavailable(apart.tokenThere());
            }
            new CodeFlow(apart.here, apart.here.client(aClient())).code(TestBrowser.at(apart.node), bob);

            apart.proxy.comeBack();
            Await.until("served again", () -> apart.tokenThere().status() == 200);
            Await.until("ready", () -> ready(apart.node).body().equals("{\"status\":\"UP\"}"));
        }
    }

    @Test
    void what_is_known_of_a_tenant_is_answered_while_anothers_cell_is_away() {
        try (Apart apart = new Apart()) {
            Object tokenHere = CodeFlow.json(apart.tokenHere()).get("access_token");
            Object tokenThere = CodeFlow.json(apart.tokenThere()).get("access_token");
            TestTenant.Person bob = apart.here.person("bob");
            TestTenant.Client app = apart.here.client(aClient());
            CodeFlow flow = new CodeFlow(apart.here, app);
            assertThat(introspected(apart.node, apart.there, apart.clientThere, tokenThere)
                            .body())
                    .contains("\"active\":true");
            apart.proxy.goAway();
            Await.until("noticed", () -> ready(apart.node).body().contains("cell west doesn't answer"));

            // Some hundred milliseconds each if they are slow; three seconds and more if they waited for that store.
            long start = System.nanoTime();
            for (int i = 0; i < 6; i++) {
                assertThat(introspected(apart.node, apart.here, apart.clientHere, tokenHere)
                                .body())
                        .contains("\"active\":true");
                TestBrowser.Page redeemed = flow.redeem(apart.node, flow.code(TestBrowser.at(apart.node), bob));
                Object bobs = CodeFlow.json(redeemed).get("access_token");
                assertThat(introspected(apart.node, apart.here, app, bobs).body())
                        .contains("\"active\":true");
                bob = apart.here.newPassword(apart.node, bob);
                assertThat(introspected(apart.node, apart.here, app, bobs).body())
                        .isEqualTo("{\"active\":false}");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));

            for (int i = 0; i < 3; i++) {
                unavailable(introspected(apart.node, apart.there, apart.clientThere, tokenThere));
            }
            apart.proxy.comeBack();
            Await.until(
                    "known again",
                    () -> introspected(apart.node, apart.there, apart.clientThere, tokenThere)
                            .body()
                            .contains("\"active\":true"));
        }
    }

    @Test
    void a_node_that_is_started_while_a_cell_is_away_serves_the_others_and_that_one_when_it_is_back() {
        try (Apart apart = new Apart()) {
            assertThat(apart.tokenThere().status()).isEqualTo(200);
            apart.proxy.goAway();
            RunningPlatform.Node late = apart.another();
            try {
                for (int i = 0; i < 3; i++) {
                    assertThat(ready(late).status()).as(ready(late).body()).isEqualTo(200);
                    assertThat(token(late, apart.here, apart.clientHere).status())
                            .isEqualTo(200);
                    unavailable(token(late, apart.there, apart.clientThere));
                }
                assertThat(ready(late).body()).contains("cell west doesn't answer");

                apart.proxy.comeBack();
                Await.until(
                        "served",
                        () -> token(late, apart.there, apart.clientThere).status() == 200);
                Await.until("ready", () -> ready(late).body().equals("{\"status\":\"UP\"}"));
            } finally {
                late.context().close();
            }
        }
    }

    @Test
    void a_cell_that_is_full_is_its_own_tenants_trouble_alone() {
        try (Apart apart = new Apart()) {
            TestTenant.Person bob = apart.here.person("bob");
            assertThat(apart.tokenThere().status()).isEqualTo(200);

            apart.proxy.full(true);
            Await.until("full", () -> apart.tokenThere().status() == 503);
            Await.until(
                    "told",
                    () -> ready(apart.node)
                            .body()
                            .equals(
                                    "{\"description\":\"the store takes no writes: cell west, no disk space\",\"status\":\"UP\"}"));
            assertThat(ready(apart.node).status()).isEqualTo(200);
            unavailable(apart.tokenThere());
            assertThat(apart.tokenHere().status()).isEqualTo(200);
            new CodeFlow(apart.here, apart.here.client(aClient())).code(TestBrowser.at(apart.node), bob);

            apart.proxy.full(false);
            Await.until("served again", () -> apart.tokenThere().status() == 200);
        }
    }

    /** One more node, which reaches its second cell by a way that can be cut. */
    private static final class Apart implements AutoCloseable {
        private final CutProxy proxy = new CutProxy(PLATFORM.storePort());
        private final RunningPlatform.Node node = another();
        private final TestTenant here = TestTenant.onboard(PLATFORM);
        private final TestTenant there = TestTenant.onboard(PLATFORM, node, "west");
        private final TestTenant.Client clientHere = service(here);
        private final TestTenant.Client clientThere = service(there);

        RunningPlatform.Node another() {
            return PLATFORM.start(
                    "node-west-" + APART.incrementAndGet(),
                    List.of("--symbolon.cells.west=mongodb://127.0.0.1:" + proxy.port() + "/symbolon_west"),
                    _ -> {});
        }

        TestBrowser.Page tokenHere() {
            return token(node, here, clientHere);
        }

        TestBrowser.Page tokenThere() {
            return token(node, there, clientThere);
        }

        @Override
        public void close() {
            proxy.mend();
            node.context().close();
            try {
                proxy.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static TestBrowser.Page ready(RunningPlatform.Node node) {
        return TestBrowser.at(node).get("/actuator/health/readiness");
    }

    private static void unavailable(TestBrowser.Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isPresent();
    }

    private static TestTenant.Client service(TestTenant of) {
        ResourceId rooms =
                of.resource("Rooms", "https://rooms.test/" + of.id().value(), new Scope("rooms.read", "See"));
        return of.client(aClient().service().withPermissions(new Permission(rooms, Set.of("rooms.read"))));
    }

    private static long commits(MongoClient store, String database) {
        return store.getDatabase(database)
                .getCollection("commits")
                .countDocuments(Filters.eq("tenant", tenant.id().value()));
    }

    private static int userinfo(RunningPlatform.Node node, Object token) {
        return TestBrowser.at(node)
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo")
                .status();
    }

    private static TestBrowser.Page introspected(
            RunningPlatform.Node node, TestTenant at, TestTenant.Client client, Object token) {
        return TestBrowser.at(node)
                .header("Authorization", CodeFlow.basic(client))
                .post(at.path() + "/introspect", Map.of("token", String.valueOf(token)));
    }

    private static TestBrowser.Page token(RunningPlatform.Node node, TestTenant at, TestTenant.Client client) {
        return TestBrowser.at(node)
                .header("Authorization", CodeFlow.basic(client))
                .post(at.path() + "/token", Map.of("grant_type", "client_credentials"));
    }
}
