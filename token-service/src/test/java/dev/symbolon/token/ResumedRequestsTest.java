package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.invitation.InvitationCommand;
import dev.symbolon.core.invitation.InvitationId;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.ports.secret.PasswordHash;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A request that waits in somebody's browser, after they signed in for it or in front of the consent page, while the world
 * goes on: it leads to one answer at most, and to none that isn't right any more.
 */
class ResumedRequestsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final List<RunningPlatform.Node> NODES = List.of(PLATFORM.node(), PLATFORM.otherNode());
    private static TestTenant tenant;
    private static TestTenant.Client trusted;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        trusted = tenant.client(aClient().withPermissions().firstParty());
    }

    private final TestTenant.Person ada =
            tenant.person("guest-" + PLATFORM.randomness().identifier());
    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    /** What takes from somebody who signed in that they did. */
    private enum End {
        SESSION_ENDED {
            @Override
            void of(TestTenant.Person person, TestBrowser browser) {
                String cookie = browser.cookies().get("symbolon-session");
                SessionId session = new SessionId(cookie.substring(0, cookie.indexOf('.')));
                done(new SessionCommand.End(tenant.id(), session, "test", Instant.now()));
            }
        },
        DISABLED {
            @Override
            void of(TestTenant.Person person, TestBrowser browser) {
                done(new UserCommand.Disable(tenant.id(), person.id(), "test", Instant.now()));
            }
        },
        DISABLED_AND_LET_IN_AGAIN {
            @Override
            void of(TestTenant.Person person, TestBrowser browser) {
                DISABLED.of(person, browser);
                done(new UserCommand.Enable(tenant.id(), person.id(), Instant.now()));
            }
        },
        DISABLED_BY_A_NODE_WHOSE_CLOCK_IS_BEHIND {
            @Override
            void of(TestTenant.Person person, TestBrowser browser) {
                Instant behind = Instant.now().minusSeconds(30);
                done(new UserCommand.Disable(tenant.id(), person.id(), "test", behind));
                done(new UserCommand.Enable(tenant.id(), person.id(), behind));
            }
        },
        ERASED {
            @Override
            void of(TestTenant.Person person, TestBrowser browser) {
                done(new UserCommand.Erase(tenant.id(), person.id(), "test", Instant.now()));
            }
        },
        PASSWORD_TAKEN_AWAY {
            @Override
            void of(TestTenant.Person person, TestBrowser browser) {
                invited(person, true);
            }
        },
        PASSWORD_CHANGED_IN_A_SESSION_THAT_KNOWS_OF_NO_OTHER {
            @Override
            void of(TestTenant.Person person, TestBrowser browser) {
                SessionId elsewhere = new SessionId(PLATFORM.randomness().identifier());
                Instant now = Instant.now();
                done(aSession()
                        .in(tenant.id())
                        .withId(elsewhere)
                        .of(person.id())
                        .withSecret(PLATFORM.randomness().secret().hash())
                        .onKnownDevice()
                        .at(now)
                        .lasting(Duration.ofHours(1))
                        .start());
                done(new SessionCommand.ChangePassword(
                        tenant.id(), elsewhere, person.id(), Personal.of("$argon2id$other"), List.of(), now));
            }
        },
        PASSWORD_FORGOTTEN_AND_CHOSEN_ANEW {
            @Override
            void of(TestTenant.Person person, TestBrowser browser) {
                InvitationCommand.Create link = invited(person, false);
                String hash = PLATFORM.node()
                        .bean(PasswordHash.class)
                        .hash(TestTenant.CHEAP, "another password".toCharArray());
                done(new InvitationCommand.Accept(
                        tenant.id(), link.invitation(), person.id(), link.secret(), Personal.of(hash), Instant.now()));
            }
        };

        abstract void of(TestTenant.Person person, TestBrowser browser);

        private static InvitationCommand.Create invited(TestTenant.Person person, boolean voidPassword) {
            InvitationCommand.Create link = new InvitationCommand.Create(
                    tenant.id(),
                    new InvitationId(PLATFORM.randomness().identifier()),
                    person.id(),
                    PLATFORM.randomness().secret().hash(),
                    voidPassword,
                    Instant.now(),
                    Instant.now().plus(Duration.ofHours(1)));
            done(link);
            return link;
        }

        private static void done(Command<Outcome> command) {
            assertThat(PLATFORM.send(tenant.id(), command)).isInstanceOf(Outcome.Done.class);
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void whoever_isn_t_signed_in_any_more_signs_in_again_before_anything_is_answered(End end) {
        String resume = signedInFor(trusted, browser);
        TestTenant.Client asking = tenant.client(aClient().withPermissions());
        TestBrowser.Page consent = new CodeFlow(tenant, asking).authorize(browser);
        assertThat(consent.body()).contains("name=\"decision\"");

        end.of(ada, browser);

        for (RunningPlatform.Node node : NODES) {
            TestBrowser same = TestBrowser.at(node);
            same.cookies().putAll(browser.cookies());
            asksToSignIn(same.get(resume));
            asksToSignIn(same.answer(consent, "allow"));
            asksToSignIn(new CodeFlow(tenant, trusted).authorize(same));
            assertThat(new CodeFlow(tenant, trusted)
                            .with("prompt", "none")
                            .authorize(same)
                            .redirected("error"))
                    .contains("login_required");
        }
        assertThat(answersTo(asking)).isEmpty();
    }

    @Test
    void whoever_was_let_in_again_signs_in_and_goes_on() {
        String before = signedInFor(trusted, browser);
        End.DISABLED_AND_LET_IN_AGAIN.of(ada, browser);

        TestBrowser.Page resume = browser.signIn(browser.get(before), ada.login(), ada.password());

        assertThat(browser.get(resume.location()).redirected("code")).isPresent();
    }

    /** It was Ada who had just signed in for it; that Bob is asked enough doesn't follow. */
    @Test
    void a_request_that_asked_for_a_sign_in_isn_t_gone_on_with_by_whoever_signs_in_next() {
        CodeFlow flow = new CodeFlow(tenant, trusted).with("prompt", "login");
        String resume = browser.signIn(flow.authorize(browser), ada.login(), ada.password())
                .location();
        TestTenant.Person bob = tenant.person("guest-" + PLATFORM.randomness().identifier());
        TestTenant.Client asking = tenant.client(aClient().withPermissions());
        TestBrowser.Page consent = new CodeFlow(tenant, asking).authorize(browser);

        browser.signIn(flow.authorize(browser), bob.login(), bob.password());

        asksToSignIn(browser.get(resume));
        asksToSignIn(browser.answer(consent, "allow"));
        assertThat(answersTo(asking)).isEmpty();
    }

    @Test
    void of_many_that_go_on_at_once_on_two_nodes_exactly_one_gets_a_code() throws Exception {
        TestTenant.Client client = tenant.client(aClient().withPermissions().firstParty());
        String resume = signedInFor(client, browser);

        List<TestBrowser.Page> pages = atOnce((same, _) -> same.get(resume));

        assertThat(pages)
                .filteredOn(page -> page.status() == 303)
                .hasSize(1)
                .allSatisfy(page -> assertThat(page.redirected("code")).isPresent());
        assertThat(pages).filteredOn(page -> page.status() != 303).allMatch(page -> page.status() == 409);
        assertThat(answersTo(client)).containsExactly("authorization.approved");
    }

    @Test
    void of_many_answers_to_one_consent_page_at_once_on_two_nodes_exactly_one_counts() throws Exception {
        TestTenant.Client client = tenant.client(aClient().withPermissions());
        TestBrowser.Page consent = browser.get(signedInFor(client, browser));

        List<TestBrowser.Page> pages = atOnce((same, i) -> same.answer(consent, i < 4 ? "allow" : "deny"));

        assertThat(pages).filteredOn(page -> page.status() == 303).hasSize(1);
        assertThat(pages).filteredOn(page -> page.status() != 303).allMatch(page -> page.status() == 409);
        assertThat(answersTo(client)).hasSize(1);
    }

    @Test
    void a_no_isn_t_turned_into_a_yes_by_going_back() {
        TestTenant.Client client = tenant.client(aClient().withPermissions());
        String resume = signedInFor(client, browser);
        TestBrowser.Page first = browser.get(resume);
        assertThat(browser.answer(first, "deny").redirected("error")).contains("access_denied");

        TestBrowser.Page second = browser.get(resume);

        assertThat(second.status() == 409 ? second : browser.answer(second, "allow"))
                .extracting(TestBrowser.Page::status)
                .isEqualTo(409);
        assertThat(browser.answer(first, "allow").status()).isEqualTo(409);
        assertThat(answersTo(client)).containsExactly("authorization.denied");
    }

    /** The request is checked again when it goes on, as what it was checked against may be another by then. */
    @Test
    void what_the_client_may_no_longer_have_isn_t_given_by_a_page_from_before() {
        TestTenant.Client off = tenant.client(aClient().withPermissions());
        TestBrowser.Page ofOff = browser.get(signedInFor(off, browser));
        PLATFORM.send(tenant.id(), new ClientCommand.Suspend(tenant.id(), off.id(), "test", Instant.now()));
        TestBrowser.Page page = browser.answer(ofOff, "allow");
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("Location")).isEmpty();

        TestTenant.Client moved = tenant.client(aClient().withPermissions());
        TestBrowser.Page ofMoved = new CodeFlow(tenant, moved).authorize(browser);
        tenant.change(moved, aClient().withPermissions().withRedirect("https://elsewhere.test/cb"));
        page = browser.answer(ofMoved, "allow");
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("Location")).isEmpty();

        TestTenant.Client less = tenant.client(aClient().withPermissions());
        TestBrowser.Page ofLess = new CodeFlow(tenant, less).authorize(browser);
        tenant.change(less, aClient().withPermissions().withOpenIdScopes("openid"));
        page = browser.answer(ofLess, "allow");
        assertThat(page.status() == 303 ? page.redirected("error") : Optional.of(page.action()))
                .isIn(Optional.of("invalid_scope"), Optional.of(tenant.path() + "/consent"));

        for (TestTenant.Client client : List.of(off, moved, less)) {
            assertThat(answersTo(client)).isEmpty();
        }
    }

    @Test
    void a_page_from_before_its_tenant_was_suspended_decides_nothing() {
        TestTenant house = TestTenant.onboard(PLATFORM);
        TestTenant.Person bob = house.person("bob");
        CodeFlow flow = new CodeFlow(house, house.client(aClient().withPermissions()));
        String resume = browser.signIn(flow.authorize(browser), bob.login(), bob.password())
                .location();
        TestBrowser.Page consent = browser.get(resume);
        PLATFORM.send(house.id(), new TenantCommand.Suspend(house.id(), "test", Instant.now()));

        assertThat(browser.get(resume).status()).isEqualTo(403);
        assertThat(browser.answer(consent, "allow").status()).isEqualTo(403);
    }

    private String signedInFor(TestTenant.Client client, TestBrowser by) {
        return by.signIn(new CodeFlow(tenant, client).authorize(by), ada.login(), ada.password())
                .location();
    }

    private static void asksToSignIn(TestBrowser.Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("name=\"password\"");
    }

    private interface Try {
        TestBrowser.Page by(TestBrowser browser, int i);
    }

    /** Of the one browser, four times on each node. */
    private List<TestBrowser.Page> atOnce(Try one) throws Exception {
        List<Callable<TestBrowser.Page>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            TestBrowser same = TestBrowser.at(NODES.get(i % 2));
            same.cookies().putAll(browser.cookies());
            tries.add(() -> one.by(same, number));
        }
        List<TestBrowser.Page> pages = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<TestBrowser.Page> page : threads.invokeAll(tries)) {
                pages.add(page.get());
            }
        }
        return pages;
    }

    /** What was decided of this client's requests. */
    private static List<String> answersTo(TestTenant.Client client) {
        try (StoredCommits stored = new StoredCommits(PLATFORM)) {
            return stored.commitsWith(tenant.id(), client.id().value()).stream()
                    .flatMap(List::stream)
                    .filter(type -> type.equals("authorization.approved") || type.equals("authorization.denied"))
                    .toList();
        }
    }
}
