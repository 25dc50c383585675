package dev.symbolon.token;

import static dev.symbolon.core.client.GrantType.AUTHORIZATION_CODE;
import static dev.symbolon.core.client.GrantType.REFRESH_TOKEN;
import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.view.RegisteredProjections;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RefreshFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

/** What ends with a session, a consent or a password: the person is told before, and it is over at once. */
class EndedAccessTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Queue<String> NOTICES = new ConcurrentLinkedQueue<>();
    private static HttpServer apps;
    private static RunningPlatform.Node node;
    private static TestTenant tenant;

    private final TestTenant.Person ada =
            tenant.person("guest-" + PLATFORM.randomness().identifier());
    private final TestBrowser here = browser();
    private final TestBrowser elsewhere = browser();

    @BeforeAll
    static void start() throws IOException {
        apps = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        apps.createContext("/back", exchange -> {
            NOTICES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        apps.start();
        node = PLATFORM.start(
                "node-ended-access",
                List.of("--symbolon.outbound.allowed-loopback=127.0.0.1"),
                context -> ((GenericApplicationContext) context)
                        .registerBean(
                                RegisteredProjections.class,
                                () -> new RegisteredProjections(List.of(new AccountProjection()))));
        tenant = TestTenant.onboard(PLATFORM);
    }

    @AfterAll
    static void stop() {
        node.context().close();
        apps.stop(0);
    }

    private static TestBrowser browser() {
        return TestBrowser.at(node);
    }

    /** An app that refreshes and hears of logouts, and what it holds of the person. */
    private record App(TestTenant.Client client, RefreshFlow flow, Map<String, Object> tokens) {
        static App opened(String name, TestBrowser browser, TestTenant.Person person, String scope) {
            String back = "http://127.0.0.1:" + apps.getAddress().getPort() + "/back";
            TestTenant.Client client = tenant.client(aClient()
                    .named(name)
                    .withGrants(AUTHORIZATION_CODE, REFRESH_TOKEN)
                    .withOpenIdScopes("openid", "offline_access")
                    .withPermissions()
                    .with(new LogoutAddresses(
                            List.of(), Optional.of(new LogoutAddresses.Notified(back, true)), Optional.empty())));
            RefreshFlow flow = new RefreshFlow(tenant, client);
            return new App(client, flow, flow.begin(browser, person, scope));
        }

        void goesOn() {
            assertThat(userinfo()).isEqualTo(200);
            TestBrowser.Page page = flow.refresh(node, RefreshFlow.token(tokens));
            assertThat(page.status()).as(page.body()).isEqualTo(200);
        }

        void isOver() {
            assertThat(userinfo()).isEqualTo(401);
            TestBrowser.Page page = flow.refresh(node, RefreshFlow.token(tokens));
            assertThat(page.status()).isEqualTo(400);
            assertThat(CodeFlow.json(page)).containsEntry("error", "invalid_grant");
        }

        /** By its logout token, which tells of this very session. */
        void hasHeard() {
            Map<String, Object> claims = await(() -> NOTICES.stream()
                    .map(notice -> CodeFlow.claims(
                            Parameters.parse(notice).value("logout_token").orElseThrow()))
                    .filter(it -> it.get("aud").toString().contains(client.id().value()))
                    .findFirst());
            assertThat(claims)
                    .containsEntry(
                            "sid", CodeFlow.claims(tokens.get("id_token")).get("sid"));
        }

        void hasHeardNothing() {
            assertThat(NOTICES)
                    .noneMatch(notice -> CodeFlow.claims(Parameters.parse(notice)
                                    .value("logout_token")
                                    .orElseThrow())
                            .get("aud")
                            .toString()
                            .contains(client.id().value()));
        }

        private int userinfo() {
            return browser()
                    .header("Authorization", "Bearer " + tokens.get("access_token"))
                    .get(tenant.path() + "/userinfo")
                    .status();
        }
    }

    /** The person's account page as soon as it knows of that app. */
    private TestBrowser.Page account(TestBrowser browser, String app) {
        return await(
                () -> Optional.of(browser.get(tenant.path() + "/account")).filter(page -> shown(page.body(), app)));
    }

    private static boolean shown(String page, String app) {
        return page.contains(app + ": ");
    }

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

    /** What a page lists under the session or question that the marker stands in. */
    private static String details(String page, String marker) {
        int start = page.indexOf("<details", page.indexOf(marker));
        return page.substring(start, page.indexOf("</details>", start));
    }

    @Test
    void signing_out_tells_of_the_online_access_before_it_ends_that_and_nothing_else() {
        App desk = App.opened("Reception <b>desk</b>", here, ada, "openid");
        App porter = App.opened("Night porter", here, ada, "openid offline_access");
        App phone = App.opened("On the phone", elsewhere, ada, "openid");
        account(here, "On the phone");

        TestBrowser.Page question = await(() -> Optional.of(here.get(tenant.path() + "/end_session"))
                .filter(page -> page.body().contains("Accesses that end with it: 1")));

        assertThat(details(question.body(), "Sign out?"))
                .contains("Reception &lt;b&gt;desk&lt;/b&gt;: access since ", "at the latest")
                .doesNotContain("Night porter", "On the phone", "<b>");
        TestBrowser.Page german = here.get(tenant.path() + "/end_session?ui_locales=de");
        assertThat(details(german.body(), "Abmelden?"))
                .contains("Zugriffe, die mit ihr enden: 1", "&lt;/b&gt;: Zugriff seit ", "längstens bis");
        desk.goesOn();

        assertThat(here.answer(question, "sign-out").body()).contains("You are signed out");

        desk.isOver();
        porter.goesOn();
        phone.goesOn();
        desk.hasHeard();
        porter.hasHeard();
        phone.hasHeardNothing();
    }

    @Test
    void a_session_without_an_access_is_ended_without_a_list_of_none() {
        CodeFlow.complete(here, ada, tenant.path() + "/account", tenant.path() + "/account");

        assertThat(here.get(tenant.path() + "/end_session").body())
                .contains("Sign out?")
                .doesNotContain("<details", "end with it");
    }

    @Test
    void a_session_ended_on_the_account_page_takes_the_online_access_along_and_its_apps_hear_of_it() {
        App desk = App.opened("Reception desk", elsewhere, ada, "openid");
        App porter = App.opened("Night porter", elsewhere, ada, "openid offline_access");
        App mine = App.opened("Booking", here, ada, "openid");
        account(here, "Night porter");
        account(here, "Reception desk");
        TestBrowser.Page page = account(here, "Booking");
        assertThat(details(page.body(), "value=\"" + sid(elsewhere)))
                .contains("Reception desk: access since", "Accesses that end with it: 1")
                .doesNotContain("Night porter", "Booking");

        assertThat(here.post(tenant.path() + "/account/session", form(page, "session", sid(elsewhere)))
                        .body())
                .contains("The session was ended");

        desk.isOver();
        porter.goesOn();
        mine.goesOn();
        desk.hasHeard();
        porter.hasHeard();
        mine.hasHeardNothing();
        assertThat(shown(here.get(tenant.path() + "/account").body(), "Reception desk"))
                .as("the consent stays, the access is gone")
                .isFalse();
    }

    @Test
    void a_consent_taken_back_ends_all_of_that_app_s_access_and_of_no_other_s() {
        App desk = App.opened("Reception desk", here, ada, "openid");
        App porter = App.opened("Night porter", here, ada, "openid offline_access");
        account(here, "Reception desk");
        TestBrowser.Page page = account(here, "Night porter");
        String id = porter.client().id().value();
        assertThat(details(page.body(), "value=\"" + id))
                .contains("Night porter: access since")
                .doesNotContain("Reception");

        TestBrowser.Page done = here.post(tenant.path() + "/account/consent", form(page, "client", id));

        assertThat(shown(done.body(), "Night porter")).isFalse();
        assertThat(shown(done.body(), "Reception desk")).isTrue();
        porter.isOver();
        desk.goesOn();
        porter.hasHeardNothing();
    }

    @Test
    void a_new_password_ends_every_access_and_the_apps_of_the_other_sessions_hear_of_it() {
        App desk = App.opened("Reception desk", elsewhere, ada, "openid");
        App porter = App.opened("Night porter", elsewhere, ada, "openid offline_access");
        App mine = App.opened("Booking", here, ada, "openid");
        account(here, "Night porter");
        account(here, "Reception desk");
        Map<String, String> form = form(account(here, "Booking"), "current", ada.password());
        form.put("new", "a much better password");

        TestBrowser.Page done = here.post(tenant.path() + "/account/password", form);

        assertThat(done.body()).contains("Your password was changed");
        for (String app : List.of("Reception desk", "Night porter", "Booking")) {
            assertThat(shown(done.body(), app)).as(app).isFalse();
        }
        desk.isOver();
        porter.isOver();
        mine.isOver();
        desk.hasHeard();
        porter.hasHeard();
    }

    private static <T> T await(Supplier<Optional<T>> condition) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        Optional<T> met = condition.get();
        while (met.isEmpty()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
            met = condition.get();
        }
        return met.get();
    }
}
