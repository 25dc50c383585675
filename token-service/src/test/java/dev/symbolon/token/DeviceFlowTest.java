package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.device.DeviceState;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.token.device.DeviceCodes;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RefreshFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RFC 8628 on two nodes over one store. */
class DeviceFlowTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Duration HEARD = Duration.ofSeconds(3);
    private static TestTenant tenant;
    private static TestTenant.Person ada;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
    }

    private static ClientSample television() {
        return aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE);
    }

    private static DeviceFlow flow() {
        return new DeviceFlow(tenant, tenant.client(television()));
    }

    private static TestBrowser phone() {
        return TestBrowser.at(PLATFORM.node());
    }

    @Test
    void a_device_gets_tokens_when_a_person_has_agreed_on_another() {
        DeviceFlow flow = flow();
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        assertThat(asked)
                .containsEntry("verification_uri", tenant.issuer() + "/device")
                .containsEntry("expires_in", 600)
                .containsEntry("interval", 5);
        assertThat(error(flow.poll(PLATFORM.node(), asked.get("device_code")))).isEqualTo("authorization_pending");

        TestBrowser.Page page = flow.page(phone(), ada, asked);
        assertThat(page.body())
                .contains(
                        asked.get("user_code").toString(),
                        "Is this your device?",
                        "your own network",
                        "just now",
                        "See your name and your user name")
                .doesNotContain("Did somebody send you");
    }

    @Test
    void an_approval_at_one_node_is_heard_by_a_device_that_polls_the_other() {
        DeviceFlow flow = flow();
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        Object code = asked.get("device_code");
        assertThat(error(flow.poll(PLATFORM.otherNode(), code))).isEqualTo("authorization_pending");

        assertThat(flow.answer(phone(), ada, asked, "allow").body()).contains("Your device is connected");

        List<TestBrowser.Page> polls = new ArrayList<>();
        await(() -> {
            polls.add(flow.poll(PLATFORM.otherNode(), code));
            return polls.getLast().status() == 200;
        });
        Map<String, Object> tokens = CodeFlow.json(polls.getLast());
        assertThat(CodeFlow.claims(tokens.get("id_token")))
                .containsEntry("sub", ada.id().value())
                .containsEntry("iss", tenant.issuer())
                .doesNotContainKey("sid");
        assertThat(CodeFlow.claims(tokens.get("access_token")))
                .containsEntry("scope", "openid profile")
                .doesNotContainKey("sid");
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            assertThat(store.eventsOf(tenant.id()))
                    .extracting(Map.Entry::getKey)
                    .contains("device.requested", "device.approved", "consent.granted", "device.code-redeemed");
            assertThat(store.eventsOf(tenant.id()))
                    .extracting(Map.Entry::getValue)
                    .noneMatch(
                            text -> text.contains(asked.get("user_code").toString()) || text.contains(code.toString()));
        }
    }

    @Test
    void a_device_that_was_denied_is_told_so_however_often_it_asks() {
        DeviceFlow flow = flow();
        Map<String, Object> asked = flow.ask(PLATFORM.node());

        assertThat(flow.answer(phone(), ada, asked, "deny").body()).contains("Nothing was given");

        int before = events();
        for (int i = 0; i < 5; i++) {
            assertThat(error(flow.poll(PLATFORM.node(), asked.get("device_code"))))
                    .isEqualTo("access_denied");
        }
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void polling_writes_nothing_and_a_device_that_polls_too_fast_is_slowed_down() {
        DeviceFlow flow = flow();
        Object code = flow.ask(PLATFORM.node()).get("device_code");
        int before = events();

        assertThat(error(flow.poll(PLATFORM.node(), code))).isEqualTo("authorization_pending");
        for (int i = 0; i < 20; i++) {
            assertThat(error(flow.poll(PLATFORM.node(), code))).isEqualTo("slow_down");
        }

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void whatever_is_polled_and_however_it_is_refused_the_log_grows_by_a_batch_of_refusals_at_most() {
        TestTenant quiet = TestTenant.onboard(PLATFORM);
        TestTenant.Person grace = quiet.person("grace");
        DeviceFlow flow = new DeviceFlow(quiet, quiet.client(television()));
        DeviceFlow thief = new DeviceFlow(quiet, quiet.client(television()));
        List<Object> codes = new ArrayList<>();
        Map<String, Object> spent = flow.ask(PLATFORM.node());
        flow.answer(phone(), grace, spent, "allow");
        flow.poll(PLATFORM.node(), spent.get("device_code"));
        Map<String, Object> denied = flow.ask(PLATFORM.node());
        flow.answer(phone(), grace, denied, "deny");
        Map<String, Object> stolen = flow.ask(PLATFORM.node());
        flow.answer(phone(), grace, stolen, "allow");
        Stream.of(spent, denied, stolen, flow.ask(PLATFORM.node()))
                .map(asked -> asked.get("device_code"))
                .forEach(codes::add);
        codes.add("made-up");
        codes.add(codes.getLast() + "x".repeat(300));
        Runnable round = () -> codes.forEach(code -> {
            thief.poll(PLATFORM.node(), code);
            flow.poll(PLATFORM.node(), code);
        });
        // What may be written once is written now.
        round.run();
        PLATFORM.node().writeRefusals();
        List<Map.Entry<String, String>> before = stored(quiet);

        for (int i = 0; i < 30; i++) {
            round.run();
        }
        PLATFORM.node().writeRefusals();

        List<Map.Entry<String, String>> grown =
                stored(quiet).subList(before.size(), stored(quiet).size());
        assertThat(grown).extracting(Map.Entry::getKey).containsOnly("refusal.gathered");
        // One for each reason and minute, and the rounds may take some.
        assertThat(grown).hasSizeLessThan(20);
    }

    private static List<Map.Entry<String, String>> stored(TestTenant tenant) {
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            return store.eventsOf(tenant.id());
        }
    }

    @Test
    void of_many_polls_at_once_on_two_nodes_exactly_one_gets_tokens() throws Exception {
        DeviceFlow flow = flow();
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        flow.answer(phone(), ada, asked, "allow");
        // Both have to know, or the race would be one node's.
        await(() -> heard(flow, asked));
        List<TestBrowser.Page> answers = race(
                i -> () -> flow.poll(i % 2 == 0 ? PLATFORM.node() : PLATFORM.otherNode(), asked.get("device_code")));

        List<TestBrowser.Page> won =
                answers.stream().filter(page -> page.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(answers.stream().filter(page -> page.status() != 200))
                .extracting(DeviceFlowTest::error)
                .containsOnly("invalid_grant");
        // A device code that comes again is in two hands: what came of it is void.
        Object token = CodeFlow.json(won.getFirst()).get("access_token");
        await(() -> userinfo(token) == 401);
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            List<String> names = store.eventsOf(tenant.id()).stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> name.equals("device.code-replayed"))
                    .toList();
            assertThat(names).hasSize(1);
        }
    }

    /** Whether the other node knows of the answer; asking so spends nothing. */
    private static boolean heard(DeviceFlow flow, Map<String, Object> asked) {
        return PLATFORM.otherNode()
                .bean(Decisions.class)
                .glance(
                        tenant.id(),
                        reading -> reading.state(
                                DeviceState.FOLD,
                                PLATFORM.node()
                                        .bean(DeviceCodes.class)
                                        .open(
                                                tenant.id(),
                                                asked.get("device_code").toString(),
                                                Instant.now())
                                        .orElseThrow()
                                        .id()))
                .isPresent();
    }

    @Test
    void of_many_answers_at_once_on_two_nodes_exactly_one_counts() throws Exception {
        DeviceFlow flow = flow();
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        TestBrowser phone = phone();
        TestBrowser.Page page = flow.page(phone, ada, asked);

        List<TestBrowser.Page> answers = race(i -> () -> {
            TestBrowser browser = TestBrowser.at(i % 2 == 0 ? PLATFORM.node() : PLATFORM.otherNode());
            browser.cookies().putAll(phone.cookies());
            return browser.answer(page, i % 3 == 0 ? "deny" : "allow");
        });

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .extracting(TestBrowser.Page::status)
                .containsOnly(409);
        assertThat(flow.page(phone, ada, asked).body()).contains("This code leads nowhere");
    }

    @Test
    void an_expired_request_can_neither_be_answered_nor_redeemed_and_a_restart_changes_nothing() {
        List<String> brief = List.of("--symbolon.token.device.life=3s");
        DeviceFlow flow = flow();
        RunningPlatform.Node node = PLATFORM.start("node-device", brief, _ -> {});
        Map<String, Object> asked;
        Map<String, Object> approved;
        TestBrowser phone = TestBrowser.at(node);
        TestBrowser.Page page;
        Instant over;
        try {
            asked = flow.ask(node);
            approved = flow.ask(node);
            over = Instant.now().plusSeconds(3).plusMillis(100);
            page = flow.page(phone, ada, asked);
            assertThat(flow.answer(phone, ada, approved, "allow").status()).isEqualTo(200);
        } finally {
            node.context().close();
        }
        await(() -> Instant.now().isAfter(over));

        assertThat(error(flow.poll(PLATFORM.node(), asked.get("device_code")))).isEqualTo("expired_token");
        assertThat(error(flow.poll(PLATFORM.node(), approved.get("device_code"))))
                .isEqualTo("expired_token");
        TestBrowser later = phone();
        later.cookies().putAll(phone.cookies());
        assertThat(later.answer(page, "allow").status()).isEqualTo(409);
        assertThat(flow.page(later, ada, asked).body()).contains("This code leads nowhere");
    }

    @Test
    void a_device_code_is_its_client_s_alone_and_endedonce_another_shows_it() {
        DeviceFlow flow = flow();
        DeviceFlow thief = flow();
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        Object code = asked.get("device_code");
        assertThat(error(thief.poll(PLATFORM.node(), code))).isEqualTo("invalid_grant");
        assertThat(error(flow.poll(PLATFORM.node(), code))).isIn("authorization_pending", "slow_down");
        flow.answer(phone(), ada, asked, "allow");

        assertThat(error(thief.poll(PLATFORM.node(), code))).isEqualTo("invalid_grant");

        assertThat(error(flow.poll(PLATFORM.node(), code))).isEqualTo("invalid_grant");
        int before = events();
        for (int i = 0; i < 5; i++) {
            thief.poll(PLATFORM.node(), code);
        }
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void whoever_was_disabled_or_withdrew_between_the_answer_and_the_poll_gives_nothing() {
        TestTenant.Person bob = tenant.person("bob-" + PLATFORM.randomness().identifier());
        TestTenant.Client client = tenant.client(television());
        DeviceFlow flow = new DeviceFlow(tenant, client);
        Map<String, Object> withdrawn = flow.ask(PLATFORM.node());
        flow.answer(phone(), ada, withdrawn, "allow");
        send(new ConsentCommand.Withdraw(tenant.id(), ada.id(), client.id(), "test", Instant.now()));
        assertThat(error(flow.poll(PLATFORM.node(), withdrawn.get("device_code"))))
                .isEqualTo("access_denied");

        Map<String, Object> replaced = flow.ask(PLATFORM.node());
        flow.answer(phone(), bob, replaced, "allow");
        send(new CredentialCommand.SetPassword(tenant.id(), bob.id(), Personal.of("other"), Instant.now()));
        assertThat(error(flow.poll(PLATFORM.node(), replaced.get("device_code"))))
                .isEqualTo("access_denied");

        bob = tenant.person("bob-" + PLATFORM.randomness().identifier());
        Map<String, Object> disabled = flow.ask(PLATFORM.node());
        flow.answer(phone(), bob, disabled, "allow");
        send(new UserCommand.Disable(tenant.id(), bob.id(), "test", Instant.now()));
        assertThat(error(flow.poll(PLATFORM.node(), disabled.get("device_code"))))
                .isEqualTo("access_denied");

        bob = tenant.person("bob-" + PLATFORM.randomness().identifier());
        Map<String, Object> enabledAgain = flow.ask(PLATFORM.node());
        flow.answer(phone(), bob, enabledAgain, "allow");
        send(new UserCommand.Disable(tenant.id(), bob.id(), "test", Instant.now()));
        send(new UserCommand.Enable(tenant.id(), bob.id(), Instant.now()));
        assertThat(error(flow.poll(PLATFORM.node(), enabledAgain.get("device_code"))))
                .isEqualTo("access_denied");

        bob = tenant.person("bob-" + PLATFORM.randomness().identifier());
        Map<String, Object> goesOn = flow.ask(PLATFORM.node());
        flow.answer(phone(), bob, goesOn, "allow");
        send(new ClientCommand.Suspend(tenant.id(), client.id(), "test", Instant.now()));
        send(new ClientCommand.Reactivate(tenant.id(), client.id(), Instant.now()));
        assertThat(error(flow.poll(PLATFORM.node(), goesOn.get("device_code")))).isEqualTo("access_denied");

        Map<String, Object> suspended = flow.ask(PLATFORM.node());
        TestBrowser phone = phone();
        TestBrowser.Page page = flow.page(phone, ada, suspended);
        send(new ClientCommand.Suspend(tenant.id(), client.id(), "test", Instant.now()));
        assertThat(phone.answer(page, "allow").status()).isEqualTo(409);
        assertThat(flow.poll(PLATFORM.node(), suspended.get("device_code")).status())
                .isEqualTo(401);
    }

    @Test
    void a_client_with_a_secret_shows_it_each_time_and_only_clients_with_the_grant_may_ask() {
        DeviceFlow web = new DeviceFlow(
                        tenant, tenant.client(aClient().withPermissions().withGrants(GrantType.DEVICE_CODE)))
                .confidential();
        assertThat(web.request(PLATFORM.node(), Map.of()).status()).isEqualTo(200);
        TestTenant.Client known = tenant.client(aClient().withPermissions().withGrants(GrantType.DEVICE_CODE));
        TestBrowser.Page unproven = new DeviceFlow(tenant, known).request(PLATFORM.node(), Map.of());
        assertThat(unproven.status()).isEqualTo(401);
        assertThat(error(unproven)).isEqualTo("invalid_client");
        DeviceFlow other =
                new DeviceFlow(tenant, tenant.client(aClient().withPermissions().publicClient()));
        assertThat(error(other.request(PLATFORM.node(), Map.of()))).isEqualTo("unauthorized_client");
    }

    @Test
    void what_is_asked_is_checked_as_at_the_authorization_endpoint() {
        DeviceFlow flow = flow();
        assertThat(error(flow.request(PLATFORM.node(), Map.of("scope", "openid admin"))))
                .isEqualTo("invalid_scope");
        assertThat(error(flow.request(PLATFORM.node(), Map.of("scope", "")))).isEqualTo("invalid_scope");
        assertThat(error(flow.request(PLATFORM.node(), Map.of("resource", "https://api.evil.test"))))
                .isEqualTo("invalid_target");
        assertThat(error(flow.request(PLATFORM.node(), Map.of("scope", "x".repeat(3000)))))
                .isEqualTo("invalid_request");
        TestBrowser device = phone();
        assertThat(error(device.post(tenant.path() + "/device_authorization", "client_id=a&client_id=a&scope=openid")))
                .isEqualTo("invalid_request");
        assertThat(device.post(tenant.path() + "/device_authorization?scope=openid", Map.of("client_id", "a"))
                        .status())
                .isEqualTo(400);
        assertThat(device.get(tenant.path() + "/device_authorization").status()).isEqualTo(405);
    }

    @Test
    void the_page_tells_of_a_device_in_another_network() throws Exception {
        TestTenant.Client client = tenant.client(television());
        TestBrowser far = TestBrowser.from(InetAddress.getByName("127.0.0.77"), PLATFORM.node());
        Map<String, Object> asked = CodeFlow.json(far.post(
                tenant.path() + "/device_authorization",
                Map.of("client_id", client.id().value(), "scope", "openid")));

        TestBrowser.Page page = new DeviceFlow(tenant, client).page(phone(), ada, asked);

        assertThat(page.body()).contains("another network than yours", "127.0.0.77", "Did somebody send you");
    }

    @Test
    void nobody_tries_codes_without_being_signed_in_and_nobody_tries_many() {
        RunningPlatform.Node strict = PLATFORM.start(
                "node-guess",
                List.of(
                        "--symbolon.token.device.guesses=3",
                        "--symbolon.token.device.guess-refill=1h",
                        "--symbolon.token.device.address-requests=2",
                        "--symbolon.token.device.address-request-refill=1h"),
                _ -> {});
        try {
            DeviceFlow flow = flow();
            Map<String, Object> asked = flow.ask(strict);
            TestBrowser phone = TestBrowser.at(strict);
            String right = tenant.path() + "/device?user_code=" + asked.get("user_code");
            assertThat(phone.get(right).body()).contains("name=\"password\"").doesNotContain("Is this your device");
            flow.page(phone, ada, asked);
            for (String guess : List.of("BBBBB-BBBBB", "CCCCC-CCCCC")) {
                TestBrowser.Page page = phone.get(tenant.path() + "/device?user_code=" + guess);
                assertThat(page.status()).isEqualTo(404);
                assertThat(page.body()).contains("This code leads nowhere");
            }
            TestBrowser.Page refused = phone.get(tenant.path() + "/device?user_code=DDDDD-DDDDD");
            assertThat(refused.status()).isEqualTo(429);
            // The right one looks no different.
            assertThat(phone.get(right).status()).isEqualTo(429);

            assertThat(flow.request(strict, Map.of()).status()).isEqualTo(200);
            TestBrowser.Page many = flow.request(strict, Map.of());
            assertThat(many.status()).isEqualTo(429);
            assertThat(many.header("Retry-After")).isPresent();
            assertThat(many.header("RateLimit-Policy").orElseThrow()).startsWith("\"address\";q=");
        } finally {
            strict.context().close();
        }
    }

    @Test
    void an_answer_can_t_be_forged_moved_or_given_for_somebody_else() {
        DeviceFlow flow = flow();
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        TestBrowser phone = phone();
        TestBrowser.Page page = flow.page(phone, ada, asked);
        String answer = tenant.path() + "/device/answer";

        assertThat(phone.post(answer, Map.of("decision", "allow")).status()).isEqualTo(400);
        assertThat(phone.post(answer, Map.of("decision", "allow", "request", "made-up"))
                        .status())
                .isEqualTo(400);
        String device = phone.cookies().get("symbolon-device");
        assertThat(phone.post(answer, Map.of("decision", "allow", "request", device))
                        .status())
                .as("what is sealed for another purpose, by the same tenant and for the same browser")
                .isEqualTo(400);
        assertThat(phone.post(
                                answer,
                                "decision=allow&decision=deny&request="
                                        + page.form().get("request"))
                        .status())
                .isEqualTo(400);
        assertThat(phone().answer(page, "allow").status()).isEqualTo(400);
        TestBrowser other = phone();
        TestTenant.Person eve = tenant.person("eve-" + PLATFORM.randomness().identifier());
        other.cookies().put("symbolon-browser", phone.cookies().get("symbolon-browser"));
        flow.page(other, eve, flow.ask(PLATFORM.node()));
        // Eve's session under Ada's page: nobody answers for another.
        assertThat(other.answer(page, "allow").body()).contains("name=\"password\"");
        assertThat(error(flow.poll(PLATFORM.node(), asked.get("device_code")))).isEqualTo("authorization_pending");
    }

    @Test
    void a_page_of_the_flow_is_framed_by_nobody_and_runs_nothing() {
        DeviceFlow flow = flow();
        TestBrowser phone = phone();
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        for (TestBrowser.Page page : List.of(
                phone.get(tenant.path() + "/device"),
                flow.page(phone, ada, asked),
                phone.get(tenant.path() + "/device"),
                phone.get(tenant.path() + "/device?user_code=%3Cscript%3Ealert(1)%3C/script%3E"))) {
            assertThat(page.header("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.header("Referrer-Policy")).contains("no-referrer");
            assertThat(page.body()).doesNotContain("<script");
        }
        TestBrowser.Page qr = phone.get(tenant.path() + "/device/qr?user_code=" + asked.get("user_code"));
        assertThat(qr.header("Content-Type")).contains("image/svg+xml");
        assertThat(phone.get(tenant.path() + "/device/qr?user_code=evil").status())
                .isEqualTo(400);
    }

    @Test
    void a_device_refreshes_at_any_node_when_its_approver_has_signed_out_and_until_they_take_it_back() {
        TestTenant.Client client = tenant.client(refreshing());
        TestTenant.Person eve = tenant.person("eve-" + PLATFORM.randomness().identifier());
        DeviceFlow flow = new DeviceFlow(tenant, client);
        RefreshFlow family = new RefreshFlow(tenant, client, false);
        TestBrowser phone = phone();
        Map<String, Object> tokens = connected(flow, phone, eve, flow.ask(PLATFORM.node()));

        TestBrowser.Page first = family.refresh(PLATFORM.otherNode(), RefreshFlow.token(tokens));
        assertThat(first.status()).as(first.body()).isEqualTo(200);

        String cookie = phone.cookies().get("symbolon-session");
        SessionId session = new SessionId(cookie.substring(0, cookie.indexOf('.')));
        send(new SessionCommand.End(tenant.id(), session, "signed-out", Instant.now()));
        assertThat(phone.get(tenant.path() + "/device").body())
                .as("nobody is signed in there any more")
                .contains("name=\"password\"");
        TestBrowser.Page second = family.refresh(PLATFORM.otherNode(), RefreshFlow.token(CodeFlow.json(first)));
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        TestBrowser.Page third = family.refresh(PLATFORM.node(), RefreshFlow.token(CodeFlow.json(second)));
        assertThat(third.status()).as(third.body()).isEqualTo(200);
        assertThat(CodeFlow.claims(CodeFlow.json(third).get("access_token"))).doesNotContainKey("sid");
        assertThat(userinfo(CodeFlow.json(third).get("access_token"))).isEqualTo(200);

        send(new ConsentCommand.Withdraw(tenant.id(), eve.id(), client.id(), "test", Instant.now()));

        Object last = RefreshFlow.token(CodeFlow.json(third));
        assertThat(error(family.refresh(PLATFORM.node(), last))).isEqualTo("invalid_grant");
        assertThat(error(family.refresh(PLATFORM.otherNode(), last))).isEqualTo("invalid_grant");
    }

    @Test
    void a_device_code_that_comes_again_ends_the_family_that_came_of_it() {
        TestTenant own = TestTenant.onboard(PLATFORM);
        TestTenant.Client client = own.client(refreshing());
        DeviceFlow flow = new DeviceFlow(own, client);
        RefreshFlow family = new RefreshFlow(own, client, false);
        Map<String, Object> asked = flow.ask(PLATFORM.node());
        Map<String, Object> tokens = connected(flow, phone(), own.person("grace"), asked);
        TestBrowser.Page refreshed = family.refresh(PLATFORM.node(), RefreshFlow.token(tokens));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);

        assertThat(error(flow.poll(PLATFORM.otherNode(), asked.get("device_code"))))
                .isEqualTo("invalid_grant");

        Map<String, Object> ended = CodeFlow.json(refreshed);
        assertThat(error(family.refresh(PLATFORM.otherNode(), RefreshFlow.token(ended))))
                .isEqualTo("invalid_grant");
        assertThat(error(family.refresh(PLATFORM.node(), RefreshFlow.token(ended))))
                .isEqualTo("invalid_grant");
        assertThat(stored(own)).extracting(Map.Entry::getKey).contains("device.code-replayed", "grant.revoked");
    }

    private static ClientSample refreshing() {
        return television().withGrants(GrantType.DEVICE_CODE, GrantType.REFRESH_TOKEN);
    }

    /** What the device has when the person has agreed. */
    private static Map<String, Object> connected(
            DeviceFlow flow, TestBrowser phone, TestTenant.Person person, Map<String, Object> asked) {
        assertThat(flow.answer(phone, person, asked, "allow").body()).contains("Your device is connected");
        TestBrowser.Page page = flow.poll(PLATFORM.node(), asked.get("device_code"));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return CodeFlow.json(page);
    }

    private static void send(Command<Outcome> command) {
        assertThat(PLATFORM.send(tenant.id(), command)).isInstanceOf(Outcome.Done.class);
    }

    private static int events() {
        PLATFORM.node().writeRefusals();
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            return store.eventsOf(tenant.id()).size();
        }
    }

    private static int userinfo(Object token) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo")
                .status();
    }

    private static String error(TestBrowser.Page page) {
        return CodeFlow.json(page).get("error").toString();
    }

    private interface Racer {
        Callable<TestBrowser.Page> of(int number);
    }

    private static List<TestBrowser.Page> race(Racer racer) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<TestBrowser.Page>> calls = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                calls.add(racer.of(i));
            }
            List<TestBrowser.Page> answers = new ArrayList<>();
            for (Future<TestBrowser.Page> call : threads.invokeAll(calls)) {
                answers.add(call.get());
            }
            return answers;
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + HEARD.multipliedBy(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
