package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.Reachable;
import dev.symbolon.token.running.SpringShop;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spring Security's own login, and its logout from either end, in a running app. */
class SpringSecurityLogoutTest {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"");
    private static Reachable reachable;
    private static int port;
    private static SpringShop shop;
    private static TestTenant.Client client;

    @BeforeAll
    static void start() {
        reachable = new Reachable("node-shop");
        port = Reachable.freePort();
        // Its decoder of logout tokens takes RS256 and nothing else, unless it is told to.
        client = reachable
                .tenant()
                .client(aClient()
                        .withPermissions()
                        .signedWith(SigningAlgorithm.RS256)
                        .withRedirect(SpringShop.redirectUri(port))
                        .with(new LogoutAddresses(
                                List.of(SpringShop.farewell(port)),
                                Optional.of(new LogoutAddresses.Notified(SpringShop.backChannel(port), true)),
                                Optional.empty())));
        shop = SpringShop.open(port, reachable.issuer(), client);
    }

    @AfterAll
    static void stop() {
        shop.close();
        reachable.close();
    }

    @Test
    void who_signs_out_of_the_platform_is_signed_out_of_the_app() {
        TestBrowser left = signedIn();
        TestBrowser staying = signedIn();

        TestBrowser.Page question = left.get(reachable.tenant().path() + "/end_session");
        assertThat(left.answer(question, "sign-out").body()).contains("You are signed out");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(left.get(shop.page()).status()).isEqualTo(302));
        assertThat(staying.get(shop.page()).body())
                .as("another session of the same person")
                .isEqualTo("Hello " + reachable.ada().id().value());
    }

    @Test
    void who_signs_out_of_the_app_is_signed_out_of_the_platform_and_led_back() {
        TestBrowser browser = signedIn();

        Matcher form = CSRF.matcher(browser.get(shop.signOut()).body());
        assertThat(form.find()).isTrue();
        String platform =
                browser.post(shop.signOut(), Map.of("_csrf", form.group(1))).location();

        assertThat(platform).startsWith(reachable.issuer() + "/end_session?id_token_hint=");
        assertThat(browser.get(platform).location()).isEqualTo(SpringShop.farewell(port));
        assertThat(browser.get(shop.page()).status()).isEqualTo(302);
        assertThat(new CodeFlow(reachable.tenant(), client).authorize(browser).body())
                .contains("name=\"password\"");
    }

    private static TestBrowser signedIn() {
        TestBrowser browser = reachable.browser();
        TestBrowser.Page page = browser.get(shop.page());
        while (!page.location().startsWith(reachable.issuer())) {
            page = browser.get(page.response().uri().resolve(page.location()).toString());
        }
        String answer = CodeFlow.complete(browser, reachable.ada(), page.location(), client.redirectUri())
                .location();
        assertThat(browser.get(answer).status()).isEqualTo(302);
        assertThat(browser.get(shop.page()).body())
                .isEqualTo("Hello " + reachable.ada().id().value());
        return browser;
    }
}
