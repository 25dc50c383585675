package dev.symbolon.token;

import static dev.symbolon.core.client.GrantType.AUTHORIZATION_CODE;
import static dev.symbolon.core.client.GrantType.REFRESH_TOKEN;
import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.token.running.RefreshFlow.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.ports.secret.PasswordHash;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RefreshFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** SECURITY.md, "Codes, tokens, refresh" as far as refresh goes, on two nodes of the running service. */
class RefreshSecurityTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant strict;
    private static TestTenant brief;
    private static TestTenant.Person ada;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        strict = TestTenant.onboard(PLATFORM, policy(Duration.ofDays(1), Duration.ofDays(90), Duration.ZERO));
        brief = TestTenant.onboard(
                PLATFORM, policy(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(1)));
        ada = tenant.person("ada");
    }

    private static TokenPolicy policy(Duration idle, Duration absolute, Duration retry) {
        TokenPolicy standard = TokenPolicy.STANDARD;
        return new TokenPolicy(
                standard.code(),
                standard.accessToken(),
                standard.idToken(),
                idle,
                absolute,
                retry,
                standard.keyRotation(),
                standard.jwksCache());
    }

    private static ClientSample refreshing() {
        return aClient()
                .withGrants(AUTHORIZATION_CODE, REFRESH_TOKEN)
                .withOpenIdScopes("openid", "offline_access")
                .withPermissions();
    }

    private static RefreshFlow flow(TestTenant of) {
        return new RefreshFlow(of, of.client(refreshing()));
    }

    private static TestBrowser browser() {
        return TestBrowser.at(PLATFORM.node());
    }

    @Test
    void a_lost_answer_is_given_again_with_the_very_same_successor_until_that_is_used() {
        RefreshFlow flow = flow(tenant);
        Object first = token(flow.begin(browser(), ada, "openid offline_access"));

        Object second = successor(flow.refresh(PLATFORM.node(), first));
        assertThat(successor(flow.refresh(PLATFORM.node(), first))).isEqualTo(second);
        assertThat(successor(flow.refresh(PLATFORM.otherNode(), first))).isEqualTo(second);
        Map<String, Object> third = CodeFlow.json(flow.refresh(PLATFORM.otherNode(), second));

        isRefused(flow.refresh(PLATFORM.node(), first));
        isRefused(flow.refresh(PLATFORM.node(), token(third)));
        isRefused(flow.refresh(PLATFORM.otherNode(), token(third)));
        assertThat(userinfo(tenant, third)).isEqualTo(401);
    }

    @Test
    void when_the_window_is_over_a_lost_answer_isn_t_given_again_and_the_family_is_dead() {
        TestTenant hurried =
                TestTenant.onboard(PLATFORM, policy(Duration.ofDays(1), Duration.ofDays(90), Duration.ofSeconds(1)));
        RefreshFlow flow = flow(hurried);
        Object first = token(flow.begin(browser(), hurried.person("bob"), "openid offline_access"));
        Map<String, Object> rotated = CodeFlow.json(flow.refresh(PLATFORM.node(), first));
        Instant at = Instant.now();
        assertThat(userinfo(hurried, rotated)).isEqualTo(200);

        until(at.plusMillis(1_200));

        isRefused(flow.refresh(PLATFORM.otherNode(), first));
        isRefused(flow.refresh(PLATFORM.node(), token(rotated)));
        assertThat(userinfo(hurried, rotated)).isEqualTo(401);
    }

    @Test
    void without_a_window_a_second_use_ends_the_family_and_is_recorded_once() {
        TestTenant.Person bob = strict.person("bob-" + System.nanoTime());
        RefreshFlow flow = flow(strict);
        Map<String, Object> begun = flow.begin(browser(), bob, "openid offline_access");
        Object grant = CodeFlow.claims(begun.get("access_token")).get("grant_id");
        Object second = successor(flow.refresh(PLATFORM.node(), token(begun)));

        for (int i = 0; i < 3; i++) {
            isRefused(flow.refresh(PLATFORM.otherNode(), token(begun)));
            isRefused(flow.refresh(PLATFORM.node(), second));
        }

        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            List<String> events = store.eventsOf(strict.id()).stream()
                    .filter(event -> event.getValue().contains(grant.toString()))
                    .map(Map.Entry::getKey)
                    .filter(type -> type.startsWith("grant."))
                    .toList();
            assertThat(events)
                    .containsExactly(
                            "grant.issued",
                            "grant.tokens-issued",
                            "grant.tokens-issued",
                            "grant.refresh-reused",
                            "grant.revoked");
        }
    }

    @RepeatedTest(3)
    void of_many_parallel_uses_on_two_nodes_one_rotates_and_all_that_succeed_have_its_successor() throws Exception {
        RefreshFlow flow = flow(tenant);
        Map<String, Object> begun = flow.begin(browser(), ada, "openid offline_access");

        List<TestBrowser.Page> pages = parallel(flow, token(begun), 12);

        Set<Object> successors = new HashSet<>();
        assertThat(pages).anyMatch(page -> page.status() == 200);
        for (TestBrowser.Page page : pages) {
            assertThat(page.status()).as(page.body()).isIn(200, 503);
            if (page.status() == 200) {
                successors.add(successor(page));
            }
        }
        assertThat(successors).hasSize(1);
        assertThat(links(tenant, begun)).isEqualTo(2);
        assertThat(flow.refresh(PLATFORM.node(), successors.iterator().next()).status())
                .isEqualTo(200);
    }

    @RepeatedTest(3)
    void without_a_window_exactly_one_of_many_parallel_uses_succeeds() throws Exception {
        TestTenant.Person bob = strict.person("bob-" + System.nanoTime());
        RefreshFlow flow = flow(strict);
        Map<String, Object> begun = flow.begin(browser(), bob, "openid offline_access");

        List<TestBrowser.Page> pages = parallel(flow, token(begun), 8);

        assertThat(pages).filteredOn(page -> page.status() == 200).hasSize(1);
        assertThat(links(strict, begun)).isEqualTo(2);
    }

    private static List<TestBrowser.Page> parallel(RefreshFlow flow, Object refreshToken, int times) throws Exception {
        List<RunningPlatform.Node> nodes = List.of(PLATFORM.node(), PLATFORM.otherNode());
        List<TestBrowser.Page> pages = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<TestBrowser.Page>> calls = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                RunningPlatform.Node node = nodes.get(i % 2);
                calls.add(() -> flow.refresh(node, refreshToken));
            }
            for (Future<TestBrowser.Page> page : callers.invokeAll(calls)) {
                pages.add(page.get());
            }
        }
        return pages;
    }

    /** How many links the family has had, by the log. */
    private static long links(TestTenant of, Map<String, Object> begun) {
        Object grant = CodeFlow.claims(begun.get("access_token")).get("grant_id");
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            return store.eventsOf(of.id()).stream()
                    .filter(event -> event.getKey().equals("grant.tokens-issued"))
                    .map(Map.Entry::getValue)
                    .filter(text -> text.contains(grant.toString()) && text.contains("\"generation\""))
                    .count();
        }
    }

    @Test
    void a_token_that_was_rotated_stays_dead_across_a_restart() {
        TestTenant.Person bob = strict.person("bob-" + System.nanoTime());
        RefreshFlow flow = flow(strict);
        Object first = token(flow.begin(browser(), bob, "openid offline_access"));
        RunningPlatform.Node before = PLATFORM.start("node-d", List.of(), _ -> {});
        Object second = successor(flow.refresh(before, first));
        Object other = token(flow.begin(browser(), bob, "openid offline_access"));
        before.context().close();

        RunningPlatform.Node after = PLATFORM.start("node-d", List.of(), _ -> {});
        try {
            assertThat(flow.refresh(after, other).status()).isEqualTo(200);
            isRefused(flow.refresh(after, first));
            isRefused(flow.refresh(after, second));
        } finally {
            after.context().close();
        }
    }

    @Test
    void a_family_that_lies_idle_is_over_and_so_is_one_that_is_too_old() {
        TestTenant.Person bob = brief.person("bob-" + System.nanoTime());
        RefreshFlow flow = flow(brief);
        Object idle = token(flow.begin(browser(), bob, "openid offline_access"));
        Object used = token(flow.begin(browser(), bob, "openid offline_access"));
        Instant begun = Instant.now();
        until(begun.plusMillis(1_500));
        used = successor(flow.refresh(PLATFORM.node(), used));
        until(begun.plusMillis(2_500));
        isRefused(flow.refresh(PLATFORM.node(), idle));
        used = successor(flow.refresh(PLATFORM.node(), used));
        until(begun.plusMillis(4_100));
        isRefused(flow.refresh(PLATFORM.node(), used));
    }

    @Test
    void another_client_gets_nothing_and_the_family_lives() {
        RefreshFlow flow = flow(tenant);
        RefreshFlow thief = flow(tenant);
        Object first = token(flow.begin(browser(), ada, "openid offline_access"));

        isRefused(thief.refresh(PLATFORM.node(), first));

        assertThat(flow.refresh(PLATFORM.node(), first).status()).isEqualTo(200);
    }

    @Test
    void whatever_is_changed_in_a_token_makes_it_nobody_s() {
        RefreshFlow flow = flow(tenant);
        String good = token(flow.begin(browser(), ada, "openid offline_access")).toString();
        int dot = good.indexOf('.');
        int tilde = good.indexOf('~');
        List<String> forged = new ArrayList<>(List.of(
                good + "A",
                good + "=",
                good.substring(0, good.length() - 1),
                good.substring(0, dot),
                good.substring(dot + 1),
                good.substring(0, tilde) + good.substring(dot),
                good.substring(0, tilde) + "~01" + good.substring(dot),
                good.substring(0, tilde) + "~2" + good.substring(dot),
                good.substring(0, tilde) + "~0" + good.substring(dot),
                good.substring(0, tilde) + "~-1" + good.substring(dot),
                good.substring(0, tilde) + "~9999999999999999999" + good.substring(dot),
                good.toUpperCase(java.util.Locale.ROOT),
                "x" + good,
                "."));
        for (int at = 0; at < good.length(); at += 5) {
            char other = good.charAt(at) == 'a' ? 'b' : 'a';
            forged.add(good.substring(0, at) + other + good.substring(at + 1));
        }
        for (String bad : forged) {
            isRefused(flow.refresh(PLATFORM.node(), bad));
        }

        assertThat(flow.refresh(PLATFORM.node(), good).status()).isEqualTo(200);
    }

    @Test
    void an_access_token_an_id_token_and_a_code_are_no_refresh_tokens() {
        RefreshFlow flow = flow(tenant);
        Map<String, Object> begun = flow.begin(browser(), ada, "openid offline_access");

        isRefused(flow.refresh(PLATFORM.node(), begun.get("access_token")));
        isRefused(flow.refresh(PLATFORM.node(), begun.get("id_token")));
        CodeFlow codes = new CodeFlow(tenant, tenant.client(refreshing())).with("scope", "openid");
        isRefused(flow.refresh(PLATFORM.node(), codes.code(browser(), ada)));
    }

    @Test
    void signing_out_ends_what_was_for_the_session_and_spares_what_was_for_the_person_s_absence() {
        RefreshFlow flow = flow(tenant);
        TestBrowser here = browser();
        Object offline = token(flow.begin(here, ada, "openid offline_access"));
        Object online = token(flow.begin(here, ada, "openid"));
        String cookie = here.cookies().get("symbolon-session");
        SessionId session = new SessionId(cookie.substring(0, cookie.indexOf('.')));

        PLATFORM.send(tenant.id(), new SessionCommand.End(tenant.id(), session, "signed-out", Instant.now()));

        isRefused(flow.refresh(PLATFORM.node(), online));
        assertThat(flow.refresh(PLATFORM.node(), offline).status()).isEqualTo(200);
    }

    @Test
    void a_new_password_ends_every_family() {
        isEnded((of, person, _, _) ->
                new CredentialCommand.SetPassword(of.id(), person.id(), Personal.of("other"), Instant.now()));
    }

    @Test
    void who_signs_in_again_at_once_after_a_new_password_has_a_family_that_lives() {
        TestTenant of = TestTenant.onboard(PLATFORM);
        TestTenant.Person person = of.person("eve");
        RefreshFlow flow = new RefreshFlow(of, of.client(refreshing()));
        Object before = token(flow.begin(browser(), person, "openid offline_access"));
        String hash = PLATFORM.node()
                .bean(PasswordHash.class)
                .hash(new PasswordPolicy(1024, 1, 1, 8), person.password().toCharArray());
        PLATFORM.send(
                of.id(), new CredentialCommand.SetPassword(of.id(), person.id(), Personal.of(hash), Instant.now()));

        Object after = token(flow.begin(browser(), person, "openid offline_access"));

        assertThat(flow.refresh(PLATFORM.node(), after).status()).isEqualTo(200);
        isRefused(flow.refresh(PLATFORM.node(), before));
    }

    @Test
    void disabling_a_person_ends_every_family_and_enabling_brings_none_back() {
        isEnded((of, person, _, _) -> new UserCommand.Disable(of.id(), person.id(), "left", Instant.now()));
        isEnded(
                (of, person, _, _) -> new UserCommand.Disable(of.id(), person.id(), "left", Instant.now()),
                (of, person, _, _) -> new UserCommand.Enable(of.id(), person.id(), Instant.now()));
    }

    @Test
    void withdrawing_consent_ends_the_client_s_families() {
        isEnded((of, person, client, _) ->
                new ConsentCommand.Withdraw(of.id(), person.id(), client.id(), "no more", Instant.now()));
    }

    @Test
    void suspending_a_client_ends_its_families_for_good() {
        isEnded(
                (of, _, client, _) -> new ClientCommand.Suspend(of.id(), client.id(), "leaked", Instant.now()),
                (of, _, client, _) -> new ClientCommand.Reactivate(of.id(), client.id(), Instant.now()));
    }

    @Test
    void suspending_a_tenant_ends_its_families_for_good() {
        isEnded(
                (of, _, _, _) -> new TenantCommand.Suspend(of.id(), "unpaid", Instant.now()),
                (of, _, _, _) -> new TenantCommand.Reactivate(of.id(), Instant.now()));
    }

    @Test
    void an_admin_can_end_a_family() {
        isEnded((of, _, _, grant) -> new GrantCommand.Revoke(of.id(), grant, "admin", Instant.now()));
    }

    @Test
    void a_client_that_lost_the_grant_can_t_refresh() {
        TestTenant.Client client = tenant.client(refreshing());
        RefreshFlow flow = new RefreshFlow(tenant, client);
        Object first = token(flow.begin(browser(), ada, "openid offline_access"));

        PLATFORM.send(
                tenant.id(),
                new ClientCommand.Change(
                        tenant.id(),
                        client.id(),
                        refreshing().withGrants(AUTHORIZATION_CODE).metadata(),
                        Instant.now()));

        TestBrowser.Page page = flow.refresh(PLATFORM.node(), first);
        assertThat(CodeFlow.json(page)).containsEntry("error", "unauthorized_client");
    }

    private interface End {
        Command<?> command(TestTenant of, TestTenant.Person person, TestTenant.Client client, GrantId grant);
    }

    private static void isEnded(End... ends) {
        TestTenant of = TestTenant.onboard(PLATFORM);
        TestTenant.Person person = of.person("eve");
        TestTenant.Client client = of.client(refreshing());
        RefreshFlow flow = new RefreshFlow(of, client);
        Map<String, Object> begun = flow.begin(browser(), person, "openid offline_access");
        Object second = successor(flow.refresh(PLATFORM.node(), token(begun)));
        GrantId grant = new GrantId(
                CodeFlow.claims(begun.get("access_token")).get("grant_id").toString());

        for (End end : ends) {
            PLATFORM.send(of.id(), end.command(of, person, client, grant));
        }

        isRefused(flow.refresh(PLATFORM.node(), second));
        isRefused(flow.refresh(PLATFORM.node(), token(begun)));
    }

    private static Object successor(TestBrowser.Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return token(CodeFlow.json(page));
    }

    private static void isRefused(TestBrowser.Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(400);
        assertThat(CodeFlow.json(page)).containsEntry("error", "invalid_grant").doesNotContainKey("access_token");
    }

    private static int userinfo(TestTenant of, Map<String, Object> tokens) {
        return browser()
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .get(of.path() + "/userinfo")
                .status();
    }

    private static void until(Instant time) {
        while (Instant.now().isBefore(time)) {
            LockSupport.parkNanos(20_000_000);
        }
    }
}
