package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.Permission;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.infra.decision.ControlListener;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;

/**
 * What one node takes away: at once on that node, and on every other for each request that starts 250 ms after the
 * acknowledgement. The wait is the promise and no patience: being slow can't make these fail, nor make them pass.
 */
class RevocationHoldsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final long BOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static TestTenant tenant;
    private static TestTenant.Client service;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        service = service(tenant);
    }

    private static TestTenant.Client service(TestTenant of) {
        ResourceId rooms = of.resource(
                "Rooms",
                "https://rooms.test/" + of.id().value(),
                new ResourceMetadata.Scope("rooms.read", "See rooms"));
        return of.client(aClient().service().withPermissions(new Permission(rooms, Set.of("rooms.read"))));
    }

    @Test
    void three_nodes_under_load_obey_a_revocation_of_any_of_them() throws Exception {
        AtomicBoolean loaded = new AtomicBoolean(true);
        RunningPlatform.Node third = PLATFORM.start("node-third", List.of(), _ -> {});
        List<Thread> load = new ArrayList<>();
        try {
            List<RunningPlatform.Node> nodes = List.of(PLATFORM.node(), PLATFORM.otherNode(), third);
            for (RunningPlatform.Node node : nodes) {
                load.add(Thread.ofVirtual().start(() -> {
                    while (loaded.get()) {
                        active(node, token(node));
                    }
                }));
            }
            for (int i = 0; i < 12; i++) {
                obeyed(nodes.get(i % 3), nodes);
            }
        } finally {
            loaded.set(false);
            for (Thread one : load) {
                one.join();
            }
            third.context().close();
        }
    }

    @Test
    void a_node_that_kafka_is_away_from_obeys_and_is_obeyed() throws Exception {
        int nobody;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = taken.getLocalPort();
        }
        RunningPlatform.Node alone =
                PLATFORM.start("node-alone", List.of("--symbolon.kafka=127.0.0.1:" + nobody), _ -> {});
        try {
            List<RunningPlatform.Node> nodes = List.of(PLATFORM.node(), PLATFORM.otherNode(), alone);
            for (int i = 0; i < 6; i++) {
                obeyed(nodes.get(i % 3), nodes);
            }
            redeemsWhatStandsAndNothingElse(alone);
        } finally {
            alone.context().close();
        }
    }

    /** Its memory can't tell what was taken back since a code was given: everybody concerned is asked. */
    private static void redeemsWhatStandsAndNothingElse(RunningPlatform.Node alone) {
        TestTenant.Client web = tenant.client(aClient().withPermissions().firstParty());
        TestTenant.Person eve = tenant.person("eve-" + System.nanoTime());
        CodeFlow flow = new CodeFlow(tenant, web);
        assertThat(userinfo(alone, signedIn(alone, web, eve))).isEqualTo(200);

        String code = flow.code(TestBrowser.at(PLATFORM.node()), eve);
        Instant now = Instant.now();
        PLATFORM.send(tenant.id(), new UserCommand.Disable(tenant.id(), eve.id(), "test", now));
        PLATFORM.send(tenant.id(), new UserCommand.Enable(tenant.id(), eve.id(), now));
        awaitBound(System.nanoTime());

        assertThat(CodeFlow.json(flow.redeem(alone, code))).containsEntry("error", "invalid_grant");
        assertThat(userinfo(alone, signedInAgain(alone, web, eve))).isEqualTo(200);
    }

    @Test
    void a_node_whose_reading_of_the_control_topic_stands_still_obeys() {
        AtomicBoolean still = new AtomicBoolean();
        RunningPlatform.Node paused = PLATFORM.start(
                "node-paused",
                List.of(),
                context -> ((GenericApplicationContext) context)
                        .registerBean("standsStill", ControlListener.class, () -> _ -> standStill(still)));
        try {
            obeyed(PLATFORM.node(), List.of(paused));
            still.set(true);
            for (int i = 0; i < 4; i++) {
                obeyed(PLATFORM.node(), List.of(paused, PLATFORM.otherNode()));
            }
            still.set(false);
            obeyed(PLATFORM.node(), List.of(paused));
        } finally {
            still.set(false);
            paused.context().close();
        }
    }

    /** Only the thread that reads the topic: what the store is asked goes on. */
    private static void standStill(AtomicBoolean still) {
        while (still.get() && Thread.currentThread().getName().equals("control-view")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void a_suspended_tenant_s_tokens_are_inactive_on_every_node_and_new_ones_good_when_it_goes_on() {
        TestTenant hotel = TestTenant.onboard(PLATFORM);
        TestTenant.Client guest = service(hotel);
        List<RunningPlatform.Node> nodes = List.of(PLATFORM.node(), PLATFORM.otherNode());
        List<String> before =
                nodes.stream().map(node -> token(node, hotel, guest)).toList();
        for (String token : before) {
            nodes.forEach(node -> assertThat(active(node, hotel, guest, token)).isTrue());
        }

        PLATFORM.send(hotel.id(), new TenantCommand.Suspend(hotel.id(), "unpaid", Instant.now()));
        long acknowledged = System.nanoTime();
        before.forEach(token ->
                assertThat(active(PLATFORM.node(), hotel, guest, token)).isFalse());
        awaitBound(acknowledged);
        before.forEach(token ->
                assertThat(active(PLATFORM.otherNode(), hotel, guest, token)).isFalse());
        for (RunningPlatform.Node node : nodes) {
            assertThat(ask(node, hotel, guest, "/token", Map.of("grant_type", "client_credentials"))
                            .status())
                    .isEqualTo(403);
        }

        PLATFORM.send(hotel.id(), new TenantCommand.Reactivate(hotel.id(), Instant.now()));
        acknowledged = System.nanoTime();
        awaitBound(acknowledged);
        for (RunningPlatform.Node node : nodes) {
            String after = token(node, hotel, guest);
            nodes.forEach(
                    other -> assertThat(active(other, hotel, guest, after)).isTrue());
        }
        for (String token : before) {
            nodes.forEach(node -> assertThat(active(node, hotel, guest, token)).isFalse());
        }
    }

    /** The node that issues is off by that much, and the one that revokes isn't; signing in again is well within a second. */
    @ParameterizedTest
    @ValueSource(longs = {-900, 900})
    void clocks_that_differ_by_most_of_a_second_neither_save_a_token_nor_spoil_a_new_one(long off) {
        TestTenant.Client web = tenant.client(aClient().withPermissions().firstParty());
        TestTenant.Person bob = tenant.person("bob" + (off < 0 ? "-behind" : "-ahead"));
        RunningPlatform.Node other = PLATFORM.start(
                "node-off",
                List.of(),
                context -> ((GenericApplicationContext) context)
                        .registerBean(Clock.class, () -> Clock.offset(Clock.systemUTC(), Duration.ofMillis(off))));
        try {
            String before = signedIn(other, web, bob);
            assertThat(userinfo(PLATFORM.node(), before)).isEqualTo(200);

            PLATFORM.send(tenant.id(), new UserCommand.Disable(tenant.id(), bob.id(), "test", Instant.now()));
            PLATFORM.send(tenant.id(), new UserCommand.Enable(tenant.id(), bob.id(), Instant.now()));
            long acknowledged = System.nanoTime();
            assertThat(userinfo(PLATFORM.node(), before)).isEqualTo(401);
            awaitBound(acknowledged);

            assertThat(userinfo(other, before)).isEqualTo(401);
            String after = signedInAgain(other, web, bob);
            assertThat(userinfo(other, after)).isEqualTo(200);
            assertThat(userinfo(PLATFORM.node(), after)).isEqualTo(200);
            String again = signedInAgain(PLATFORM.node(), web, bob);
            assertThat(userinfo(other, again)).isEqualTo(200);

            // And the other way round: the one that is off takes away.
            send(other, tenant.id(), new UserCommand.Disable(tenant.id(), bob.id(), "test", Instant.now()));
            acknowledged = System.nanoTime();
            assertThat(userinfo(other, after)).isEqualTo(401);
            assertThat(userinfo(other, again)).isEqualTo(401);
            awaitBound(acknowledged);
            assertThat(userinfo(PLATFORM.node(), after)).isEqualTo(401);
            assertThat(userinfo(PLATFORM.node(), again)).isEqualTo(401);
        } finally {
            other.context().close();
        }
    }

    private static void obeyed(RunningPlatform.Node by, List<RunningPlatform.Node> nodes) {
        String token = token(by);
        nodes.forEach(node -> assertThat(active(node, token)).isTrue());

        assertThat(ask(by, tenant, service, "/revoke", Map.of("token", token)).status())
                .isEqualTo(200);
        long acknowledged = System.nanoTime();

        assertThat(active(by, token)).as("the very next request at %s", by).isFalse();
        awaitBound(acknowledged);
        nodes.forEach(node -> assertThat(active(node, token)).as("%s", node).isFalse());
    }

    private static void awaitBound(long acknowledged) {
        long left;
        while ((left = acknowledged + BOUND_NANOS - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
        }
    }

    private static String token(RunningPlatform.Node at) {
        return token(at, tenant, service);
    }

    private static String token(RunningPlatform.Node at, TestTenant of, TestTenant.Client client) {
        TestBrowser.Page page = ask(at, of, client, "/token", Map.of("grant_type", "client_credentials"));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return CodeFlow.json(page).get("access_token").toString();
    }

    private static boolean active(RunningPlatform.Node at, String token) {
        return active(at, tenant, service, token);
    }

    private static boolean active(RunningPlatform.Node at, TestTenant of, TestTenant.Client client, String token) {
        TestBrowser.Page page = ask(at, of, client, "/introspect", Map.of("token", token));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return (boolean) CodeFlow.json(page).get("active");
    }

    private static TestBrowser.Page ask(
            RunningPlatform.Node at, TestTenant of, TestTenant.Client by, String endpoint, Map<String, String> form) {
        return TestBrowser.at(at).header("Authorization", CodeFlow.basic(by)).post(of.path() + endpoint, form);
    }

    private static String signedIn(RunningPlatform.Node at, TestTenant.Client client, TestTenant.Person person) {
        CodeFlow flow = new CodeFlow(tenant, client);
        TestBrowser.Page page = flow.redeem(at, flow.code(TestBrowser.at(at), person));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return CodeFlow.json(page).get("access_token").toString();
    }

    /**
     * At once where the node's memory is fresh. Where it isn't, states are asked, and a code that is a second younger than what
     * took something away, or less, may have been decided before it.
     */
    private static String signedInAgain(RunningPlatform.Node at, TestTenant.Client client, TestTenant.Person person) {
        long margin = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        CodeFlow flow = new CodeFlow(tenant, client);
        while (true) {
            TestBrowser.Page page = flow.redeem(at, flow.code(TestBrowser.at(at), person));
            if (page.status() == 200) {
                return CodeFlow.json(page).get("access_token").toString();
            }
            assertThat(CodeFlow.json(page)).containsEntry("error", "invalid_grant");
            assertThat(System.nanoTime() - margin).as("the margin is over").isNegative();
        }
    }

    private static int userinfo(RunningPlatform.Node at, String token) {
        return TestBrowser.at(at)
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo")
                .status();
    }

    private static void send(RunningPlatform.Node node, TenantId tenant, Command<?> command) {
        Origin origin = Origin.of(new Actor.Platform("tests"), "test");
        node.bean(Decisions.class).decide(tenant, reading -> reading.commit(command, origin));
    }
}
