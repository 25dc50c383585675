package dev.symbolon.projection.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.browser.Chromium;
import dev.symbolon.projection.RunningAudit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** An auditor finds a replayed code, opens its grant, sees what it caused, and moves through time. */
@EnabledIf("dev.symbolon.infra.browser.Chromium#installed")
final class LookBackInChromiumTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();

    private static LiveFlow flow;

    @BeforeAll
    static void live() {
        flow = LiveFlow.begin(AUDIT);
        flow.granted("one");
        flow.granted("two");
        flow.replayed("two");
        flow.send(
                new UserCommand.Disable(flow.tenant(), LiveFlow.ADA, "left", Instant.now()),
                new Actor.Operator(new UserId("operator1")));
        String last = flow.send(
                new UserCommand.Enable(flow.tenant(), LiveFlow.ADA, Instant.now()),
                new Actor.Operator(new UserId("operator1")));
        AUDIT.ok(flow.tenant(), "/events?position=" + last);
        AUDIT.ok(flow.tenant(), "/grants?position=" + last);
    }

    @Test
    void from_the_replayed_code_to_its_grant_and_to_what_she_could_reach() {
        try (Chromium chromium = Chromium.start().window(1280, 900, false)) {
            signIn(chromium);
            chromium.open(here() + "/events");
            chromium.awaitPage(it -> it.endsWith("/events"));
            chromium.evaluate("document.getElementById('words').focus()");
            chromium.type("spent code");
            chromium.press("Enter");
            chromium.awaitPage(it -> it.contains("words=spent+code"));
            assertThat(chromium.evaluate("document.querySelector('.timeline').textContent"))
                    .contains("A spent code came again");
            chromium.evaluate("document.querySelector(\".timeline a[href$='/grants/grant-two']\").click()");
            chromium.awaitPage(it -> it.endsWith("/grants/grant-two"));
            await().until(() -> chromium.evaluate("String(document.querySelector('.diagram img').naturalWidth > 0)")
                    .equals("true"));
            chromium.evaluate("fetch(document.querySelector('.diagram img').src).then(it => it.text())"
                    + ".then(it => { window.drawn = it; })");
            await().untilAsserted(() ->
                    assertThat(chromium.evaluate("window.drawn")).contains("<svg", "REPLAYED", "REVOKED"));
            assertThat(chromium.evaluate("document.querySelector('main').textContent"))
                    .contains("revoked", "A spent code came again", "Every token of the grant was revoked");
            chromium.look("auditor-grant");

            chromium.open(here() + "/grants/grant-one");
            chromium.awaitPage(it -> it.endsWith("/grants/grant-one"));
            assertThat(chromium.evaluate("document.querySelector('.lead').textContent"))
                    .contains("taken away");
            chromium.evaluate("document.querySelectorAll('.timeline details').forEach(it => it.open = true)");
            chromium.look("auditor-grant-taken-away");
            chromium.open(here() + "/grants");
            chromium.awaitPage(it -> it.endsWith("/grants"));
            chromium.look("auditor-grants");
            chromium.open(here() + "/grants/grant-two");
            chromium.awaitPage(it -> it.endsWith("/grants/grant-two"));

            chromium.evaluate("document.querySelector(\".facts a[href$='/people/ada']\").click()");
            chromium.awaitPage(it -> it.endsWith("/people/ada"));
            assertThat(then(chromium)).contains("Nothing: no token of theirs counted");
            chromium.look("auditor-person-now");
            chromium.open(here() + "/people/ada?at=grant/grant-two:1");
            chromium.awaitPage(it -> it.contains("at=grant"));
            assertThat(then(chromium)).contains("grant-one", "grant-two");
            chromium.evaluate("document.querySelectorAll('.reaches details').forEach(it => it.open = true)");
            chromium.look("auditor-person");

            // A live region is read out only as long as it is the same one.
            chromium.evaluate("document.getElementById('then').dataset.kept = 'yes'");
            chromium.evaluate("(() => { const slide = document.getElementById('slide'); slide.value = '1000';"
                    + " slide.dispatchEvent(new Event('input')); })()");
            await().untilAsserted(() -> assertThat(then(chromium)).contains("Nothing: no token of theirs counted"));
            assertThat(chromium.evaluate("document.getElementById('then').dataset.kept"))
                    .isEqualTo("yes");
            assertThat(chromium.evaluate("String(location)")).contains("/people/ada?at=");
            chromium.evaluate("(() => { const slide = document.getElementById('slide'); slide.value = '0';"
                    + " slide.dispatchEvent(new Event('input')); })()");
            await().untilAsserted(() -> assertThat(then(chromium)).contains("The account counted"));
        }
    }

    @Test
    void no_page_is_wider_than_a_phone() {
        try (Chromium chromium = Chromium.start().window(390, 844, false)) {
            signIn(chromium);
            for (String path : List.of("/grants", "/grants/grant-two", "/people", "/people/ada?at=grant/grant-two:1")) {
                chromium.open(here() + path);
                chromium.awaitPage(it -> it.endsWith(path));
                assertThat(chromium.evaluate("String(document.documentElement.scrollWidth)"))
                        .as(path)
                        .isEqualTo("390");
            }
        }
    }

    private static String then(Chromium chromium) {
        return chromium.evaluate("document.getElementById('then').textContent");
    }

    private static void signIn(Chromium chromium) {
        chromium.open(AUDIT.address() + "/auditor/sign-in");
        chromium.awaitPage(it -> it.endsWith("/sign-in"));
        chromium.evaluate("document.getElementById('token').focus()");
        chromium.type(RunningAudit.TOKEN);
        chromium.press("Enter");
        chromium.awaitPage(it -> it.endsWith("/auditor"));
    }

    private static String here() {
        return AUDIT.address() + "/auditor/tenants/" + flow.tenant().value();
    }
}
