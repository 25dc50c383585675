package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.infra.browser.Chromium;
import java.util.List;

/** Somebody at the console, in a browser of their own. */
final class ConsolePerson implements AutoCloseable {

    /** More stops than any page has. */
    private static final int FARTHEST = 200;

    private final Chromium browser = Chromium.start().window(1280, 900, false);
    private final String console;

    /** @param address of the admin service */
    ConsolePerson(String address) {
        this.console = address + "/console/";
    }

    /** @param path after {@code /console/} */
    void open(String path) {
        openAddress(console + path);
    }

    void openAddress(String address) {
        browser.open("about:blank");
        browser.awaitPage(it -> it.equals("about:blank"));
        browser.open(address);
        browser.awaitPage(it -> it.startsWith("http"));
    }

    /** Signs in at the organisation of that name, where one isn't signed in already. */
    void signIn(String slug, String login, String password) {
        begin(slug);
        if (awaitPage("/authorize", "/console/tenants").contains("/authorize")) {
            fill("username", login);
            fill("password", password);
            press("main form button");
        }
    }

    /** Says where one wants to sign in; where that leads isn't waited for. */
    void begin(String slug) {
        open("sign-in");
        fill("tenant", slug);
        press("main form button");
    }

    void fill(String element, String value) {
        String quoted = value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
        assertThat(browser.evaluate("(() => { const field = document.getElementById('" + element
                        + "'); if (!field) return 'not at ' + location.href + ': ' + document.body.innerText; field.value = '"
                        + quoted
                        + "'; return 'filled'; })()"))
                .as(element)
                .isEqualTo("filled");
    }

    void check(String name, String value) {
        browser.evaluate(
                "document.querySelector('input[name=\"" + name + "\"][value=\"" + value + "\"]').checked = true");
    }

    /** The page is gone when this returns, or the element wasn't there. */
    void press(String selector) {
        assertThat(browser.evaluate("(() => { const it = document.querySelector('" + selector
                        + "'); if (!it) return 'no ' + location.href; it.click(); return 'pressed'; })()"))
                .as(selector)
                .isEqualTo("pressed");
    }

    /** From now on by keyboard: pages' scripts don't run. */
    void withoutScripts() {
        browser.withoutScripts();
    }

    /** Moves the focus on, key by key, until it is at the element. */
    void tabTo(String selector) {
        tab(selector, "document.activeElement?.matches('" + selector + "')");
    }

    void tabToLink(String text) {
        tab(text, "document.activeElement?.textContent === '" + text + "'");
    }

    private void tab(String what, String there) {
        for (int key = 0; key < FARTHEST; key++) {
            if (browser.evaluate("String(" + there + ")").equals("true")) {
                return;
            }
            browser.press("Tab");
        }
        throw new AssertionError(what + " can't be reached by keyboard at " + address());
    }

    void type(String text) {
        browser.type(text);
    }

    void enter() {
        browser.press("Enter");
    }

    /** Waits for a page whose address has one of these in it. */
    String awaitPage(String... parts) {
        return browser.awaitPage(it -> List.of(parts).stream().anyMatch(it::contains));
    }

    /** Follows a link by its text. */
    void follow(String text) {
        assertThat(browser.evaluate(
                        "(() => { const it = [...document.querySelectorAll('a')].find(a => a.textContent === '" + text
                                + "'); if (!it) return 'no ' + location.href; it.click(); return 'pressed'; })()"))
                .as(text)
                .isEqualTo("pressed");
    }

    void awaitTitle(String title) {
        awaitText("h1", title);
    }

    void awaitText(String selector, String text) {
        browser.awaitText(
                "document.readyState === 'complete' ? document.querySelector('" + selector
                        + "')?.textContent ?? '' : ''",
                text);
    }

    /** Waits until the page of live activity has told that so many times. */
    void awaitHappened(String what, int times) {
        browser.awaitText(
                "String([...document.querySelectorAll('#live li strong')].filter(it => it.textContent === '" + what
                        + "').length >= " + times + ")",
                "true");
    }

    String text(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "')?.textContent ?? ''");
    }

    String address() {
        return browser.evaluate("location.href");
    }

    void look(String name) {
        browser.look("console-" + name);
    }

    @Override
    public void close() {
        browser.close();
    }
}
