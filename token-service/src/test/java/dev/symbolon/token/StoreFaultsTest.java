package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.CutProxy.Fate;
import dev.symbolon.infra.log.CutProxy.Outage;
import dev.symbolon.infra.stream.ControlView;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.token.http.Endpoint;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node whose store loses its answers, says nothing, or is away; with the settings that it has in production. */
class StoreFaultsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String REDEMPTION = "authorization.code-redeemed";
    private static CutProxy proxy;
    private static RunningPlatform.Node node;
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client app;
    private static TestTenant.Client asking;

    @BeforeAll
    static void start() {
        proxy = new CutProxy(PLATFORM.storePort());
        node = PLATFORM.start("node-cut", List.of(RunningPlatform.storeAt(proxy.port())), _ -> {});
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        app = tenant.client(aClient().withPermissions().firstParty());
        asking = tenant.client(aClient().withPermissions());
    }

    @AfterEach
    void mend() {
        proxy.mend();
    }

    @AfterAll
    static void stop() throws IOException {
        node.context().close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"CUT_BEFORE", "CUT_AFTER", "SILENCE_BEFORE", "SILENCE_AFTER"})
    void an_answer_lost_on_the_way_from_the_store_makes_no_replay_of_an_honest_client_s_code(Fate fate) {
        CodeFlow flow = new CodeFlow(tenant, app);
        String code = flow.code(TestBrowser.at(node), ada);
        BooleanSupplier met = proxy.once(REDEMPTION, fate);

        TestBrowser.Page tokens = flow.redeem(node, code);

        assertThat(met.getAsBoolean()).isTrue();
        isRedeemedOnce(code, tokens);
        // What is guarded against is still found.
        assertThat(flow.redeem(node, code).status()).isEqualTo(400);
        assertThat(events(code)).hasAtLeastOneElementOfType(AuthorizationEvent.CodeReplayed.class);
    }

    /** The insert arrives, and then the store stands still for longer than a commit may wait that was never sent. */
    @Test
    void a_store_that_stands_still_over_a_redemption_makes_no_replay_of_it_either() throws Exception {
        CodeFlow flow = new CodeFlow(tenant, app);
        String code = flow.code(TestBrowser.at(node), ada);
        BooleanSupplier met = proxy.once(REDEMPTION, Fate.SILENCE_AFTER);
        try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TestBrowser.Page> tokens = one.submit(() -> flow.redeem(node, code));
            await(met);
            proxy.hold();
            long over = System.nanoTime() + Duration.ofSeconds(11).toNanos();
            await(() -> System.nanoTime() - over > 0);
            assertThat(tokens.isDone()).isFalse();
            proxy.release();

            isRedeemedOnce(code, tokens.get());
        }
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void without_its_store_a_node_says_so_in_each_endpoint_s_form_and_serves_again_when_it_is_back(Outage outage)
            throws Exception {
        CodeFlow flow = new CodeFlow(tenant, app);
        TestBrowser person = TestBrowser.at(node);
        TestBrowser.Page resume = person.signIn(flow.authorize(person), ada.login(), ada.password());
        TestBrowser reader = TestBrowser.at(node);
        CodeFlow other = new CodeFlow(tenant, asking).with("prompt", "consent");
        TestBrowser.Page consent = reader.get(reader.signIn(other.authorize(reader), ada.login(), ada.password())
                .location());
        TestBrowser newcomer = TestBrowser.at(node);
        TestBrowser.Page signIn = flow.authorize(newcomer);
        String code = flow.code(TestBrowser.at(node), ada);
        Object token = CodeFlow.json(flow.redeem(node, flow.code(TestBrowser.at(node), ada)))
                .get("access_token");
        String unknown = "/t/hotel-" + PLATFORM.randomness().identifier().substring(0, 8);

        Map<Endpoint, Supplier<TestBrowser.Page>> requests = new LinkedHashMap<>();
        requests.put(Endpoint.TOKEN, () -> flow.redeem(node, code));
        requests.put(Endpoint.INTROSPECT, () -> asClient("/introspect", token));
        requests.put(Endpoint.REVOKE, () -> asClient("/revoke", token));
        requests.put(Endpoint.USERINFO, () -> userinfo(node, token));
        requests.put(Endpoint.JWKS, () -> TestBrowser.at(node).get(tenant.path() + "/jwks"));
        requests.put(Endpoint.AUTHORIZE, () -> flow.authorize(TestBrowser.at(node)));
        requests.put(Endpoint.DEVICE, () -> TestBrowser.at(node).get(unknown + "/device"));
        requests.put(Endpoint.SIGN_IN, () -> newcomer.signIn(signIn, ada.login(), ada.password()));
        requests.put(Endpoint.RESUME, () -> person.get(resume.location()));
        requests.put(Endpoint.CONSENT, () -> reader.answer(consent, "allow"));

        ControlView view = node.bean(ControlView.class);
        proxy.begin(outage);
        // Until then the node may answer from what it remembers.
        await(() -> !view.fresh(tenant.id()) && !view.readable());
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Endpoint, Future<TestBrowser.Page>> answers = new LinkedHashMap<>();
            long from = System.nanoTime();
            requests.forEach((endpoint, request) -> answers.put(endpoint, all.submit(request::get)));
            for (Map.Entry<Endpoint, Future<TestBrowser.Page>> answer : answers.entrySet()) {
                saysSo(answer.getKey(), answer.getValue().get());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        }

        proxy.mend();
        requests.remove(Endpoint.REVOKE);
        Map<Endpoint, Integer> later = new LinkedHashMap<>();
        requests.forEach((endpoint, request) -> {
            TestBrowser.Page page = again(request);
            if (endpoint == Endpoint.TOKEN) {
                isRedeemedOnce(code, page);
            }
            later.put(endpoint, page.status());
        });
        assertThat(later)
                .containsEntry(Endpoint.INTROSPECT, 200)
                .containsEntry(Endpoint.USERINFO, 200)
                .containsEntry(Endpoint.JWKS, 200)
                .containsEntry(Endpoint.AUTHORIZE, 200)
                .containsEntry(Endpoint.DEVICE, 404)
                .containsEntry(Endpoint.SIGN_IN, 303)
                .containsEntry(Endpoint.RESUME, 303)
                .containsEntry(Endpoint.CONSENT, 303);
    }

    private static void saysSo(Endpoint endpoint, TestBrowser.Page page) {
        assertThat(page.status()).as("%s %s", endpoint, page.body()).isEqualTo(503);
        assertThat(page.header("Retry-After")).as("%s", endpoint).isPresent();
        assertThat(page.header("Cache-Control")).as("%s", endpoint).contains("no-store");
        assertThat(page.body()).as("%s", endpoint).doesNotContain("Exception", "\tat ", "mongo", "dev.symbolon");
        if (endpoint.page()) {
            assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
            assertThat(page.body()).contains("Reference");
        } else {
            assertThat(page.header("Content-Type").orElseThrow()).startsWith("application/json");
            assertThat(CodeFlow.json(page)).containsEntry("error", "temporarily_unavailable");
        }
    }

    /** As whoever was told to come again. */
    private static TestBrowser.Page again(Supplier<TestBrowser.Page> request) {
        TestBrowser.Page[] last = new TestBrowser.Page[1];
        await(() -> {
            last[0] = request.get();
            return last[0].status() != 503;
        });
        return last[0];
    }

    private static void isRedeemedOnce(String code, TestBrowser.Page tokens) {
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        Object token = CodeFlow.json(tokens).get("access_token");
        assertThat(userinfo(node, token).status()).isEqualTo(200);
        assertThat(userinfo(PLATFORM.otherNode(), token).status()).isEqualTo(200);
        assertThat(events(code))
                .filteredOn(it -> it instanceof AuthorizationEvent.CodeRedeemed)
                .hasSize(1);
        assertThat(events(code)).doesNotHaveAnyElementsOfTypes(AuthorizationEvent.CodeReplayed.class);
        try (StoredCommits stored = new StoredCommits(PLATFORM)) {
            String grant = CodeFlow.claims(token).get("grant_id").toString();
            assertThat(stored.eventsOf(tenant.id()))
                    .filteredOn(event -> event.getKey().equals("grant.issued")
                            && event.getValue().contains(authorization(code).value()))
                    .hasSize(1)
                    .allMatch(event -> event.getValue().contains(grant));
        }
    }

    private static List<Object> events(String code) {
        StreamId stream = StreamId.of(tenant.id(), StreamType.AUTHORIZATION, authorization(code));
        return PLATFORM.node().bean(EventLog.class).stream(stream, 0, 20).stream()
                .map(recorded -> (Object) recorded.event())
                .toList();
    }

    private static AuthorizationId authorization(String code) {
        return new AuthorizationId(code.substring(0, code.indexOf('.')));
    }

    private static TestBrowser.Page asClient(String endpoint, Object token) {
        return TestBrowser.at(node)
                .header("Authorization", CodeFlow.basic(app))
                .post(tenant.path() + endpoint, Map.of("token", token.toString()));
    }

    private static TestBrowser.Page userinfo(RunningPlatform.Node at, Object token) {
        return TestBrowser.at(at).header("Authorization", "Bearer " + token).get(tenant.path() + "/userinfo");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
