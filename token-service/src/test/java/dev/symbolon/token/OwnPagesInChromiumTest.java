package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.infra.browser.Chromium;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.view.RegisteredProjections;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.context.support.GenericApplicationContext;

/** The pages of the device flow, of signing out and of one's own account in a real browser, by keyboard. */
@EnabledIf("dev.symbolon.infra.browser.Chromium#installed")
class OwnPagesInChromiumTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static RunningPlatform.Node node;
    private static TestTenant tenant;
    private static TestTenant.Person ada;

    @BeforeAll
    static void start() {
        node = PLATFORM.start(
                "node-pages",
                List.of(),
                context -> ((GenericApplicationContext) context)
                        .registerBean(
                                RegisteredProjections.class,
                                () -> new RegisteredProjections(List.of(new AccountProjection()))));
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada@guest.test");
    }

    @AfterAll
    static void stop() {
        node.context().close();
    }

    @Test
    void a_person_lets_a_television_in_looks_at_their_account_and_signs_out() throws Exception {
        TestTenant.Client television = tenant.client(aClient()
                .named("Grand Hotel Television")
                .withPermissions()
                .publicClient()
                .withGrants(GrantType.DEVICE_CODE));
        DeviceFlow flow = new DeviceFlow(tenant, television);
        Map<String, Object> asked = flow.ask(node);
        CodeFlow booking = new CodeFlow(
                tenant,
                tenant.client(aClient()
                        .named("Booking")
                        .withRedirect(node.address() + tenant.path() + "/account")
                        .withPermissions()));
        booking.redeem(node, booking.code(TestBrowser.at(node).header("User-Agent", "iPhone Safari"), ada));

        try (Chromium chromium = Chromium.start().window(1280, 900, false)) {
            chromium.open(node.address() + tenant.path() + "/device");
            chromium.awaitPage(it -> it.endsWith("/device"));
            chromium.type(ada.login());
            chromium.press("Tab");
            chromium.type(ada.password());
            chromium.press("Enter");
            awaitText(chromium, "Connect a device");
            chromium.look("device");
            chromium.type("bcdfghjklm");
            chromium.press("Enter");
            awaitText(chromium, "This code leads nowhere");
            chromium.look("device-refused");
            chromium.evaluate("document.getElementById('user_code').value=''");
            chromium.type(asked.get("user_code").toString().toLowerCase(Locale.ROOT));
            chromium.press("Enter");
            awaitText(chromium, "Is this your device?");
            chromium.look("device-confirmation");
            chromium.evaluate("document.querySelector('button[value=allow]').focus()");
            chromium.press("Enter");
            awaitText(chromium, "Your device is connected");
            chromium.look("device-connected");
            assertThat(flow.poll(node, asked.get("device_code")).status()).isEqualTo(200);

            TestBrowser far = TestBrowser.from(InetAddress.getByName("127.0.0.77"), node);
            Map<String, Object> distant = CodeFlow.json(far.post(
                    tenant.path() + "/device_authorization",
                    Map.of("client_id", television.id().value(), "scope", "openid profile email")));
            chromium.open(node.address() + tenant.path() + "/device?user_code=" + distant.get("user_code"));
            awaitText(chromium, "Did somebody send you");
            chromium.look("device-distant");
            chromium.open(node.address() + tenant.path() + "/device/qr?user_code=" + distant.get("user_code"));
            chromium.awaitPage(it -> it.contains("/device/qr"));
            chromium.screenshot("device-qr.png");

            while (!chromium.evaluate("document.body ? document.body.innerText : ''")
                    .contains("Television")) {
                chromium.open(node.address() + tenant.path() + "/account");
                awaitText(chromium, "Your account");
            }
            chromium.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)");
            chromium.look("account");

            chromium.open(node.address() + booking.target());
            String back = chromium.awaitPage(it -> it.contains("/account?") && it.contains("code="));
            String code = back.replaceFirst(".*[?&]code=([^&]*).*", "$1");
            assertThat(booking.redeem(node, code).status()).isEqualTo(200);
            do {
                chromium.open(node.address() + tenant.path() + "/end_session");
                awaitText(chromium, "Sign out?");
            } while (!chromium.evaluate("document.body.innerText").contains("Accesses that end with it: 1"));
            chromium.look("sign-out");
            chromium.evaluate("document.querySelector('button[value=sign-out]').focus()");
            chromium.press("Enter");
            awaitText(chromium, "You are signed out");
            chromium.look("signed-out");
        }
    }

    private static void awaitText(Chromium chromium, String text) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!chromium.evaluate("document.body ? document.body.innerText : ''")
                .contains(text)) {
            assertThat(System.nanoTime()).as("patience for " + text).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
