package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person's own pages speak what their browser prefers. */
class GermanPagesTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();

    private final TestTenant tenant = TestTenant.onboard(PLATFORM);
    private final TestTenant.Person ada = tenant.person("ada");
    private final TestBrowser browser =
            TestBrowser.at(PLATFORM.node()).header("Accept-Language", "de-AT,de;q=0.9,en;q=0.5");

    @Test
    void a_device_s_page_from_the_sign_in_to_the_answer() {
        TestTenant.Client client =
                tenant.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE));
        DeviceFlow flow = new DeviceFlow(tenant, client);
        Map<String, Object> asked = flow.ask(PLATFORM.node());

        TestBrowser.Page signIn = browser.get(tenant.path() + "/device");
        assertThat(signIn.body()).contains("lang=\"de\"", "Ihrem Gerät");
        TestBrowser.Page wrong = browser.signIn(signIn, ada.login(), "wrong");
        assertThat(wrong.body()).contains("Ihrem Gerät");
        TestBrowser.Page page = flow.page(browser, ada, asked);

        assertThat(page.body())
                .contains("lang=\"de\"", "Ist das Ihr Gerät?", "gerade eben", "Ihrem eigenen Netz", "Erlauben")
                .doesNotContain("your", "Allow", "Deny");
        assertThat(browser.get(tenant.path() + "/device?user_code=BBBBB-BBBBB").body())
                .contains("Dieser Code führt nirgendwohin");
        assertThat(browser.answer(page, "allow").body()).contains("Ihr Gerät ist verbunden");
    }

    @Test
    void signing_out_in_the_language_that_the_app_asks_for_before_the_browser_s() {
        new CodeFlow(tenant, tenant.client(aClient().withPermissions())).code(browser, ada);

        assertThat(browser.get(tenant.path() + "/end_session?ui_locales=en").body())
                .contains("Sign out?");
        assertThat(browser.get(tenant.path() + "/end_session?client_id=nobody").body())
                .contains("Die App, die Sie hierher geschickt hat, ist nicht bekannt.");
        TestBrowser.Page asked = browser.get(tenant.path() + "/end_session");
        assertThat(asked.body()).contains("Abmelden?");
        assertThat(browser.answer(asked, "stay").body()).contains("Sie sind noch angemeldet");
        assertThat(browser.answer(browser.get(tenant.path() + "/end_session"), "sign-out")
                        .body())
                .contains("Sie sind abgemeldet");
    }
}
