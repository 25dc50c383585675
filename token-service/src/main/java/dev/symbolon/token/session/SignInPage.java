package dev.symbolon.token.session;

import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;

/** Asks whoever isn't signed in to do so, for a page of our own. */
public final class SignInPage {
    /** What the page says they sign in for, in the place of an app's name: keys of its texts. */
    static final String DEVICE = "sign-in.device";

    static final String ACCOUNT = "sign-in.account";

    private final Tenants tenants;
    private final Handles handles;
    private final Pages pages;
    private final Cookies cookies;
    private final HybridClock clock;

    public SignInPage(Tenants tenants, Handles handles, Pages pages, Cookies cookies, HybridClock clock) {
        this.tenants = tenants;
        this.handles = handles;
        this.pages = pages;
        this.cookies = cookies;
        this.clock = clock;
    }

    /** @param query what the page is asked with again, when somebody has signed in */
    public Answer ask(ServedTenant tenant, Browser browser, Pending.Onward onward, String query) {
        String handle = Pending.signIn(query, browser, onward)
                .seal(handles, tenant.id(), Pending.Purpose.SIGN_IN, clock.now().instant());
        String wanted =
                switch (onward) {
                    case AUTHORIZE -> throw new IllegalArgumentException("an app's request has steps of its own");
                    case DEVICE -> DEVICE;
                    case ACCOUNT -> ACCOUNT;
                };
        Pages.Brand brand = new Pages.Brand(tenant, tenants.glance(tenant).branding(), browser.language());
        Answer page =
                pages.signIn(200, brand, new Pages.SignIn(browser.language().text(wanted), handle, "", false, ""));
        return browser.newBinding() ? page.with("Set-Cookie", browser.bindingCookie(cookies, tenant)) : page;
    }
}
