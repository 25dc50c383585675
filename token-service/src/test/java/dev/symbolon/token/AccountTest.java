package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.ports.view.RegisteredProjections;
import dev.symbolon.token.credential.Attempts;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

/** A person's own page: their sessions, the apps they let in, their password, and nobody else's. */
class AccountTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static RunningPlatform.Node node;
    private static TestTenant tenant;

    @BeforeAll
    static void start() {
        node = PLATFORM.start(
                "node-account",
                List.of(),
                context -> ((GenericApplicationContext) context)
                        .registerBean(
                                RegisteredProjections.class,
                                () -> new RegisteredProjections(List.of(new AccountProjection()))));
        tenant = TestTenant.onboard(PLATFORM);
    }

    @AfterAll
    static void stop() {
        node.context().close();
    }

    private static TestBrowser browser() {
        return TestBrowser.at(node).header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
    }

    private static TestTenant.Person person() {
        return tenant.person("guest-" + PLATFORM.randomness().identifier());
    }

    private static CodeFlow flow() {
        return new CodeFlow(tenant, tenant.client(aClient().withPermissions()));
    }

    private static TestBrowser.Page page(TestBrowser browser) {
        return browser.get(tenant.path() + "/account");
    }

    /** The form whose hidden field has that value. */
    private static Map<String, String> form(TestBrowser.Page page, String name, String value) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("request", page.form().get("request"));
        form.put(name, value);
        return form;
    }

    private static String sid(TestBrowser browser) {
        String cookie = browser.cookies().get("symbolon-session");
        return cookie.substring(0, cookie.indexOf('.'));
    }

    @Test
    void a_person_signs_in_for_the_page_and_sees_their_sessions_and_what_ends_with_each() {
        TestTenant.Person ada = person();
        TestBrowser here = browser();
        TestBrowser elsewhere = TestBrowser.at(node).header("User-Agent", "Mozilla/5.0 (iPhone) Safari/600");
        CodeFlow flow = flow();
        flow.redeem(node, flow.code(elsewhere, ada));
        TestBrowser.Page signIn = page(here);
        assertThat(signIn.body()).contains("name=\"password\"", "your account");
        TestBrowser.Page in = here.signIn(signIn, ada.login(), ada.password());
        assertThat(in.location()).isEqualTo(tenant.path() + "/account");

        await(() -> page(here).body().contains("Accesses that end with it: 1"));
        assertThat(page(here).body())
                .contains("Firefox on Linux", "this browser", "Safari on iPhone", "127.0.0.1", ada.login())
                .contains("Know that it is you, each time you sign in");
    }

    @Test
    void a_session_ended_elsewhere_is_over_at_once_and_only_one_s_own_can_be_ended() {
        TestTenant.Person ada = person();
        TestTenant.Person eve = person();
        TestBrowser here = browser();
        TestBrowser elsewhere = browser();
        TestBrowser stranger = browser();
        CodeFlow flow = flow();
        flow.complete(here, ada);
        flow.complete(elsewhere, ada);
        flow.complete(stranger, eve);
        await(() -> page(here).body().contains(sid(elsewhere)));
        TestBrowser.Page page = page(here);
        String path = tenant.path() + "/account/session";
        assertThat(page.body()).doesNotContain(sid(stranger));

        assertThat(here.post(path, form(page, "session", sid(stranger))).body()).contains("is over already");
        assertThat(page(stranger).status()).isEqualTo(200);
        assertThat(page(stranger).body()).contains("this browser");
        assertThat(here.post(path, Map.of("session", sid(elsewhere))).status()).isEqualTo(400);
        assertThat(stranger.post(path, form(page, "session", sid(elsewhere))).status())
                .isEqualTo(400);
        assertThat(elsewhere.post(path, form(page, "session", sid(here))).status())
                .isEqualTo(400);

        assertThat(here.post(path, form(page, "session", sid(elsewhere))).body())
                .contains("The session was ended");
        assertThat(page(elsewhere).body()).contains("your account", "autocomplete=\"username\"");
        assertThat(page(here).body()).doesNotContain(sid(elsewhere));
    }

    @Test
    void it_speaks_the_browser_s_language_and_tells_of_an_api_s_scopes_in_its_words() {
        TestTenant.Person ada = person();
        TestBrowser here = browser().header("Accept-Language", "de-AT,de;q=0.9,en;q=0.5");
        ResourceId rooms = tenant.resource(
                "Rooms", "https://rooms.test", new ResourceMetadata.Scope("rooms.read", "Zimmer und Preise ansehen"));
        CodeFlow flow = new CodeFlow(tenant, tenant.client(aClient().withPermission(rooms, "rooms.read")))
                .with("scope", "openid rooms.read");
        flow.redeem(node, flow.code(here, ada));
        await(() -> page(here).body().contains("Zimmer und Preise ansehen"));

        TestBrowser.Page page = page(here);

        assertThat(page.body())
                .contains("lang=\"de\"", "Wo Sie angemeldet sind", "dieser Browser", "Firefox auf Linux")
                .contains("Apps mit Zugriff", "längstens bis", "Zurücknehmen")
                .doesNotContain("rooms.read", "Your", "End session", "Take back");
        Map<String, String> form = page.form();
        form.put("current", "wrong");
        form.put("new", "long enough for anybody");
        assertThat(here.post(tenant.path() + "/account/password", form).body())
                .contains("Das bisherige Passwort ist falsch");
    }

    @Test
    void an_app_whose_access_is_taken_back_has_to_ask_again() {
        TestTenant.Person ada = person();
        TestBrowser here = browser();
        TestTenant.Client client = tenant.client(aClient().withPermissions());
        CodeFlow flow = new CodeFlow(tenant, client);
        flow.redeem(node, flow.code(here, ada));
        assertThat(flow.authorize(here).redirected("code")).isPresent();
        await(() -> page(here).body().contains("Accesses that end when you take it back: 1"));

        String path = tenant.path() + "/account/consent";
        TestBrowser.Page done =
                here.post(path, form(page(here), "client", client.id().value()));

        assertThat(done.body()).contains("The app has no access any more").doesNotContain("Take back");
        assertThat(flow.authorize(here).body()).contains("name=\"decision\"");
        assertThat(here.post(path, form(page(here), "client", client.id().value()))
                        .body())
                .contains("no access already");
        assertThat(here.post(path, form(page(here), "client", "x".repeat(64))).body())
                .contains("no access already");
    }

    @Test
    void a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
        TestTenant.Person ada = person();
        TestBrowser here = browser();
        TestBrowser elsewhere = browser();
        CodeFlow flow = flow();
        flow.complete(here, ada);
        flow.complete(elsewhere, ada);
        await(() -> page(here).body().contains(sid(elsewhere)));
        String path = tenant.path() + "/account/password";
        Map<String, String> form = form(page(here), "current", "not it");
        form.put("new", "a much better password");
        assertThat(here.post(path, form).body()).contains("The current password is wrong");
        form.put("current", ada.password());
        form.put("new", "short");
        assertThat(here.post(path, form).body()).contains("characters at least");
        assertThat(page(elsewhere).body()).contains(sid(here));
        form.put("new", "a much better password");

        assertThat(here.post(path, form).body()).contains("Your password was changed");

        assertThat(page(here).body()).contains("this browser");
        assertThat(page(elsewhere).body()).contains("autocomplete=\"username\"").doesNotContain("this browser");
        TestBrowser again = browser();
        assertThat(again.signIn(page(again), ada.login(), ada.password()).status())
                .isEqualTo(401);
        assertThat(again.signIn(page(again), ada.login(), "a much better password")
                        .status())
                .isEqualTo(303);
    }

    /** Which its page has no room for, say because somebody began a hundred more. */
    @Test
    void a_new_password_ends_sessions_that_no_list_has_and_the_one_in_which_it_was_chosen_goes_on_everywhere() {
        TestTenant.Person ada = person();
        TestBrowser here = browser();
        TestBrowser elsewhere = browser();
        CodeFlow flow =
                new CodeFlow(tenant, tenant.client(aClient().withPermissions().firstParty()));
        flow.complete(elsewhere, ada);
        String last = "";
        for (int i = 0; i <= 100; i++) {
            last = begun(ada);
        }
        flow.complete(here, ada);
        String begun = last;
        await(() -> page(here).body().contains(begun));
        assertThat(page(here).body()).contains("this browser").doesNotContain(sid(elsewhere));
        Map<String, String> form = form(page(here), "current", ada.password());
        form.put("new", "a much better password");

        assertThat(here.post(tenant.path() + "/account/password", form).body()).contains("Your password was changed");

        assertThat(flow.with("prompt", "none").authorize(elsewhere).redirected("error"))
                .contains("login_required");
        TestBrowser onTheOther = TestBrowser.at(PLATFORM.otherNode());
        onTheOther.cookies().putAll(here.cookies());
        await(() -> flow.with("prompt", "none")
                .authorize(onTheOther)
                .redirected("code")
                .isPresent());
        assertThat(page(here).body()).contains("You are signed in as");
    }

    private static String begun(TestTenant.Person person) {
        SessionId session = new SessionId(PLATFORM.randomness().identifier());
        assertThat(PLATFORM.send(
                        tenant.id(),
                        aSession()
                                .in(tenant.id())
                                .withId(session)
                                .of(person.id())
                                .withSecret(PLATFORM.randomness().secret().hash())
                                .onKnownDevice()
                                .at(Instant.now())
                                .lasting(Duration.ofDays(60))
                                .start()))
                .isInstanceOf(Outcome.Done.class);
        return session.value();
    }

    @Test
    void passwords_are_tried_one_at_a_time_so_that_no_guess_comes_before_the_delay_for_the_last() {
        TestTenant.Person ada = person();
        TestBrowser here = browser();
        flow().complete(here, ada);
        String index = node.bean(PersonalData.class).blindIndex(tenant.id(), "login", ada.login());
        Map<String, String> form = form(page(here), "current", ada.password());
        form.put("new", "a much better password");
        Attempts attempts = node.bean(Attempts.class);
        assertThat(attempts.begin(tenant.id(), index)).isTrue();
        try {
            assertThat(here.post(tenant.path() + "/account/password", form).body())
                    .as("while somebody signs in there")
                    .doesNotContain("Your password was changed");
        } finally {
            attempts.end(tenant.id(), index);
        }
        assertThat(here.post(tenant.path() + "/account/password", form).body()).contains("Your password was changed");
    }

    @Test
    void nothing_on_the_page_is_done_for_who_isn_t_signed_in_or_given_twice() {
        for (String form : List.of("session", "consent", "password")) {
            String path = tenant.path() + "/account/" + form;
            assertThat(browser().post(path, Map.of("request", "made-up")).body())
                    .contains("name=\"password\"");
            assertThat(browser().post(path, "request=a&request=b").status()).isEqualTo(400);
        }
        assertThat(page(browser()).header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
