package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SECURITY.md, "People": signing in tells nothing of who exists, and guessing gets slower. */
class SignInSecurityTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static CodeFlow flow;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        flow = new CodeFlow(tenant, tenant.client(aClient().withPermissions().firstParty()));
    }

    @Test
    void a_wrong_password_an_unknown_name_and_a_disabled_person_get_the_same_page() {
        TestTenant.Person ada = tenant.person("ada");
        TestTenant.Person eve = tenant.person("eve");
        PLATFORM.send(tenant.id(), new UserCommand.Disable(tenant.id(), eve.id(), "test", Instant.now()));

        List<TestBrowser.Page> pages = List.of(
                attempt(TestBrowser.at(PLATFORM.node()), "ada", "wrong"),
                attempt(TestBrowser.at(PLATFORM.node()), "bob", "wrong"),
                attempt(TestBrowser.at(PLATFORM.node()), "eve", eve.password()),
                attempt(TestBrowser.at(PLATFORM.node()), "", ada.password()),
                attempt(TestBrowser.at(PLATFORM.node()), "ada", ""),
                attempt(TestBrowser.at(PLATFORM.node()), "ada", "x".repeat(2000)),
                attempt(TestBrowser.at(PLATFORM.node()), "x".repeat(2000), "x"));

        assertThat(pages).allSatisfy(page -> {
            assertThat(page.status()).isEqualTo(401);
            assertThat(normalized(page)).isEqualTo(normalized(pages.getFirst()));
            assertThat(page.response().headers().allValues("Set-Cookie")).isEmpty();
        });
    }

    @Test
    void a_login_name_is_found_however_it_is_typed() {
        TestTenant.Person zoe = tenant.person("Zoë@Guest.test");

        for (String typed : List.of("zoë@guest.test", " ZOË@GUEST.TEST ", "Zoe\u0308@guest.test")) {
            assertThat(attempt(TestBrowser.at(PLATFORM.node()), typed, zoe.password())
                            .status())
                    .as(typed)
                    .isEqualTo(303);
        }
    }

    @Test
    void after_some_wrong_passwords_even_the_right_one_has_to_wait_for_strangers_but_not_for_a_known_device() {
        TestTenant.Person carl = tenant.person("carl");
        TestBrowser own = TestBrowser.at(PLATFORM.node());
        assertThat(attempt(own, "carl", carl.password()).status()).isEqualTo(303);
        String device = own.cookies().get("symbolon-device");

        for (int i = 0; i < 12; i++) {
            attempt(TestBrowser.at(PLATFORM.node()), "carl", "guess " + i);
        }

        CredentialState state = credential(carl);
        assertThat(state.stranger().failures()).isBetween(4, 11);
        assertThat(state.knownDevice().failures()).isZero();
        TestBrowser known = TestBrowser.at(PLATFORM.node());
        known.cookies().put("symbolon-device", device);
        assertThat(attempt(known, "carl", carl.password()).status()).isEqualTo(303);
    }

    @Test
    void a_right_password_within_the_delay_is_refused_like_a_wrong_one() {
        TestTenant.Person dora = tenant.person("dora");
        TestBrowser.Page last = null;
        while (credential(dora).mayTry(false, Instant.now().plusSeconds(3))) {
            last = attempt(TestBrowser.at(PLATFORM.node()), "dora", "guess");
        }

        TestBrowser.Page right = attempt(TestBrowser.at(PLATFORM.node()), "dora", dora.password());

        assertThat(right.status()).isEqualTo(401);
        assertThat(normalized(right)).isEqualTo(normalized(last));
    }

    @Test
    void another_tenant_s_or_an_altered_device_cookie_is_no_known_device() {
        TestTenant.Person finn = tenant.person("finn");
        TestBrowser liar = TestBrowser.at(PLATFORM.node());
        liar.cookies().put("symbolon-device", finn.id().value());

        attempt(liar, "finn", "guess");

        assertThat(credential(finn).stranger().failures()).isEqualTo(1);
        assertThat(credential(finn).knownDevice().failures()).isZero();
    }

    private static CredentialState credential(TestTenant.Person person) {
        return PLATFORM.node()
                .bean(Decisions.class)
                .decide(tenant.id(), reading -> reading.state(CredentialState.FOLD, person.id()))
                .orElseThrow();
    }

    private static TestBrowser.Page attempt(TestBrowser browser, String login, String password) {
        return browser.signIn(flow.with("prompt", "login").authorize(browser), login, password);
    }

    /** Without what differs by what was typed and by the request: name, focus, handle. */
    private static String normalized(TestBrowser.Page page) {
        return page.body()
                .replaceAll("name=\"request\" value=\"[^\"]*\"", "")
                .replaceAll("value=\"[^\"]*\"", "")
                .replaceAll(" autofocus=\"autofocus\"", "")
                .replaceAll("\\s+", " ");
    }
}
