package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What one node did counts on the other: two nodes over one store and one broker. What is only read there, and written by
 * no decision, may be remembered for as long as the control topic's bound; therefore these tests await it.
 */
class TwoNodesTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Duration HEARD = Duration.ofSeconds(2);
    private static TestTenant tenant;
    private static TestTenant.Person ada;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
    }

    private static CodeFlow flow() {
        return new CodeFlow(tenant, tenant.client(aClient().withPermissions().firstParty()));
    }

    @Test
    void a_code_replayed_at_the_other_node_revokes_what_came_of_it_on_both() {
        CodeFlow flow = flow();
        String code = flow.code(TestBrowser.at(PLATFORM.node()), ada);
        Object token = CodeFlow.json(flow.redeem(PLATFORM.node(), code)).get("access_token");
        for (RunningPlatform.Node node : nodes()) {
            assertThat(userinfo(node, token)).isEqualTo(200);
        }

        assertThat(flow.redeem(PLATFORM.otherNode(), code).status()).isEqualTo(400);

        assertThat(userinfo(PLATFORM.otherNode(), token)).isEqualTo(401);
        await(HEARD, () -> userinfo(PLATFORM.node(), token) == 401);
    }

    @Test
    void a_session_ended_at_one_node_is_dead_at_the_other() {
        CodeFlow flow = flow();
        TestBrowser here = TestBrowser.at(PLATFORM.node());
        flow.complete(here, ada);
        TestBrowser there = TestBrowser.at(PLATFORM.otherNode());
        there.cookies().putAll(here.cookies());
        assertThat(flow.authorize(there).redirected("code")).isPresent();
        String session = here.cookies().get("symbolon-session");

        PLATFORM.send(
                tenant.id(),
                new SessionCommand.End(
                        tenant.id(), new SessionId(session.substring(0, session.indexOf('.'))), "test", Instant.now()));

        await(HEARD, () -> flow.authorize(there).body().contains("name=\"password\""));
        assertThat(flow.authorize(here).body()).contains("name=\"password\"");
    }

    @Test
    void a_client_suspended_at_one_node_gets_nothing_at_the_other() {
        TestTenant.Client client = tenant.client(aClient().withPermissions().firstParty());
        CodeFlow flow = new CodeFlow(tenant, client);
        TestBrowser there = TestBrowser.at(PLATFORM.otherNode());
        String code = flow.code(there, ada);

        PLATFORM.send(tenant.id(), new ClientCommand.Suspend(tenant.id(), client.id(), "test", Instant.now()));

        await(HEARD, () -> flow.authorize(there).status() == 400);
        assertThat(flow.redeem(PLATFORM.otherNode(), code).status()).isEqualTo(401);
    }

    @Test
    void a_profile_changed_at_one_node_is_told_by_the_other() {
        TestTenant.Person kim = tenant.person("kim");
        CodeFlow flow = flow().with("scope", "openid profile");
        Object token = CodeFlow.json(
                        flow.redeem(PLATFORM.otherNode(), flow.code(TestBrowser.at(PLATFORM.otherNode()), kim)))
                .get("access_token");
        for (RunningPlatform.Node node : nodes()) {
            assertThat(told(node, token)).containsEntry("name", "Name of kim");
        }

        Profile changed = new Profile(
                Personal.of(kim.login()), Optional.of(Personal.of("Kim since today")), Optional.empty(), false);
        PLATFORM.send(tenant.id(), new UserCommand.ChangeProfile(tenant.id(), kim.id(), changed, Instant.now()));

        assertThat(told(PLATFORM.node(), token)).containsEntry("name", "Kim since today");
        await(HEARD, () -> told(PLATFORM.otherNode(), token).get("name").equals("Kim since today"));
    }

    @Test
    void a_consent_given_anew_at_one_node_can_be_withdrawn_at_the_other() {
        TestTenant.Client client = tenant.client(aClient().withPermissions());
        CodeFlow flow = new CodeFlow(tenant, client);
        TestBrowser there = TestBrowser.at(PLATFORM.otherNode());
        flow.code(there, ada);
        ConsentCommand.Withdraw withdraw =
                new ConsentCommand.Withdraw(tenant.id(), ada.id(), client.id(), "test", Instant.now());
        assertThat(PLATFORM.send(tenant.id(), withdraw)).isInstanceOf(Outcome.Done.class);
        assertThat(PLATFORM.send(tenant.id(), withdraw)).isInstanceOf(Outcome.Unchanged.class);
        await(HEARD, () -> flow.authorize(there).body().contains("name=\"decision\""));

        flow.code(there, ada);

        await(HEARD, () -> PLATFORM.send(tenant.id(), withdraw) instanceof Outcome.Done);
    }

    @Test
    void an_erased_person_s_data_opens_no_more_on_a_node_that_had_their_key_in_memory() {
        TestTenant.Person eve = tenant.person("eve");
        Personal name = PLATFORM.otherNode()
                .bean(Decisions.class)
                .decide(tenant.id(), reading -> reading.state(UserState.FOLD, eve.id()))
                .orElseThrow()
                .profile()
                .login();
        PersonalData there = PLATFORM.otherNode().bean(PersonalData.class);
        assertThat(there.open(tenant.id(), name)).contains("eve");

        PLATFORM.node().bean(PersonalData.class).erase(tenant.id(), eve.id());
        PLATFORM.send(tenant.id(), new UserCommand.Erase(tenant.id(), eve.id(), "asked", Instant.now()));

        // Far less than the minute for which a node keeps a key that it hears nothing of.
        await(HEARD, () -> there.open(tenant.id(), name).isEmpty());
    }

    @Test
    void a_restarted_node_remembers_which_codes_were_used_ran_out_and_are_still_good() {
        TokenPolicy standard = TokenPolicy.STANDARD;
        TestTenant brief = TestTenant.onboard(
                PLATFORM,
                new TokenPolicy(
                        Duration.ofSeconds(2),
                        standard.accessToken(),
                        standard.idToken(),
                        standard.refreshIdle(),
                        standard.refreshAbsolute(),
                        standard.refreshRetry(),
                        standard.keyRotation(),
                        standard.jwksCache()));
        CodeFlow briefly = new CodeFlow(brief, brief.client(aClient().withPermissions()));
        CodeFlow flow = flow();
        RunningPlatform.Node before = PLATFORM.start("node-c", List.of(), _ -> {});
        TestBrowser browser = TestBrowser.at(before);
        String used = flow.code(browser, ada);
        Object token = CodeFlow.json(flow.redeem(before, used)).get("access_token");
        String good = flow.code(browser, ada);
        String late = briefly.code(TestBrowser.at(before), brief.person("bob"));
        Instant over = Instant.now().plusSeconds(2).plusMillis(100);
        before.context().close();

        RunningPlatform.Node after = PLATFORM.start("node-c", List.of(), _ -> {});
        try {
            await(Duration.ofSeconds(5), () -> Instant.now().isAfter(over));
            assertThat(briefly.redeem(after, late).status()).isEqualTo(400);
            assertThat(flow.redeem(after, good).status()).isEqualTo(200);
            assertThat(userinfo(after, token)).isEqualTo(200);
            assertThat(flow.redeem(after, used).status()).isEqualTo(400);
            assertThat(userinfo(after, token)).isEqualTo(401);
            await(HEARD, () -> userinfo(PLATFORM.otherNode(), token) == 401);
        } finally {
            after.context().close();
        }
    }

    private static List<RunningPlatform.Node> nodes() {
        return List.of(PLATFORM.node(), PLATFORM.otherNode());
    }

    private static Map<String, Object> told(RunningPlatform.Node node, Object token) {
        return CodeFlow.json(
                TestBrowser.at(node).header("Authorization", "Bearer " + token).get(tenant.path() + "/userinfo"));
    }

    private static int userinfo(RunningPlatform.Node node, Object token) {
        return TestBrowser.at(node)
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo")
                .status();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Duration patience, Condition condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
