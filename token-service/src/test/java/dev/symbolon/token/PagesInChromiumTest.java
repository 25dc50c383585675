package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.infra.browser.Chromium;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestTenant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What only a real browser shows: that its own rules let the flow through, and what people see. */
@EnabledIf("dev.symbolon.infra.browser.Chromium#installed")
class PagesInChromiumTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static HttpServer app;
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;

    @BeforeAll
    static void onboard() throws Exception {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/cb", exchange -> {
            byte[] page = "<!DOCTYPE html><title>app</title>back".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        app.start();
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada@guest.test");
        ResourceId rooms = tenant.resource(
                "Room bookings",
                "https://rooms.test/" + tenant.id().value(),
                new ResourceMetadata.Scope("rooms.read", "See which rooms you booked, and when"),
                new ResourceMetadata.Scope("rooms.write", "Book rooms for you, and cancel bookings"));
        client = tenant.client(aClient()
                .named("Grand Hotel Booking")
                .withRedirect("http://127.0.0.1:" + app.getAddress().getPort() + "/cb")
                .withPermissions()
                .withPermission(rooms, "rooms.read", "rooms.write"));
    }

    @AfterAll
    static void stop() {
        app.stop(0);
    }

    @Test
    void a_person_signs_in_by_keyboard_denies_once_then_allows_and_lands_in_the_app_with_a_code() {
        try (Chromium chromium = Chromium.start().window(1280, 800, false)) {
            open(chromium, "openid profile email rooms.read rooms.write");
            chromium.awaitPage(it -> it.contains("/authorize?"));
            chromium.look("sign-in");
            signIn(chromium, "wrong password");
            chromium.awaitPage(it -> it.endsWith("/sign-in"));
            assertThat(chromium.evaluate("document.querySelector('[role=alert]').textContent"))
                    .contains("didn’t work");
            assertThat(
                            chromium.evaluate(
                                    "[...document.querySelectorAll('input:not([type=hidden])')].map(it =>"
                                            + " document.getElementById(it.getAttribute('aria-describedby')).getAttribute('role')).join()"))
                    .isEqualTo("alert,alert");
            chromium.look("sign-in-failed");
            chromium.evaluate(
                    "document.getElementById('username').focus(),document.getElementById('username').value=''");
            signIn(chromium, ada.password());
            chromium.awaitPage(it -> it.contains("/authorize/resume?"));
            chromium.look("consent");

            chromium.evaluate("document.querySelector('button[value=deny]').focus()");
            chromium.press("Enter");
            assertThat(chromium.awaitPage(it -> it.contains("/cb?"))).contains("error=access_denied");

            open(chromium, "openid profile email rooms.read rooms.write");
            chromium.awaitPage(it -> it.contains("/authorize?"));
            chromium.evaluate("document.querySelector('button[value=allow]').focus()");
            chromium.press("Enter");
            assertThat(chromium.awaitPage(it -> it.contains("/cb?")))
                    .contains("code=")
                    .contains("iss=");

            open(chromium, "openid profile email rooms.read rooms.write");
            assertThat(chromium.awaitPage(it -> it.contains("/cb?"))).contains("code=");

            chromium.open(PLATFORM.node().address()
                    + new CodeFlow(tenant, client)
                            .with("redirect_uri", "https://evil.test/")
                            .target());
            chromium.awaitPage(it -> it.contains("evil.test"));
            chromium.look("error");
        }
    }

    private static void open(Chromium chromium, String scope) {
        chromium.open(PLATFORM.node().address()
                + new CodeFlow(tenant, client).with("scope", scope).target());
    }

    /** The user name's field has the focus when the page opens. */
    private static void signIn(Chromium chromium, String password) {
        chromium.type(ada.login());
        chromium.press("Tab");
        chromium.type(password);
        chromium.press("Enter");
    }
}
