package dev.symbolon.token.account;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Form;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.logout.BackChannel;
import dev.symbolon.token.logout.SignedOff;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.session.Pending;
import dev.symbolon.token.session.SignInPage;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The account page, and what is done on it. Each form carries what binds it to its person, session and browser. */
@Controller
final class AccountEndpoint {
    private final Accounts accounts;
    private final PasswordChanges passwords;
    private final AccountPages pages;
    private final SignInPage signIn;
    private final BackChannel backChannel;
    private final Handles handles;
    private final Cookies cookies;
    private final Randomness randomness;
    private final HybridClock clock;

    AccountEndpoint(
            Accounts accounts,
            PasswordChanges passwords,
            AccountPages pages,
            SignInPage signIn,
            BackChannel backChannel,
            Handles handles,
            Cookies cookies,
            Randomness randomness,
            HybridClock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.pages = pages;
        this.signIn = signIn;
        this.backChannel = backChannel;
        this.handles = handles;
        this.cookies = cookies;
        this.randomness = randomness;
        this.clock = clock;
    }

    @GetMapping("/t/{slug}/account")
    void show(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Browser browser = browser(request);
        Answer answer = accounts.person(tenant, browser)
                .map(person -> page(tenant, browser, person, Optional.empty()))
                .orElseGet(() -> signIn.ask(tenant, browser, Pending.Onward.ACCOUNT, ""));
        answer.send(response);
    }

    @PostMapping("/t/{slug}/account/session")
    void endSession(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        act(tenant, request, response, act -> {
            Optional<SignedOff> ended =
                    act.form.value("session").flatMap(id -> accounts.endSession(act.tenant, act.person, id));
            ended.ifPresent(it -> backChannel.tell(act.tenant, it));
            return ended.isPresent() ? act.done("account.session-ended") : act.problem("account.session-over");
        });
    }

    @PostMapping("/t/{slug}/account/consent")
    void withdraw(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        act(
                tenant,
                request,
                response,
                act -> act.form
                                .value("client")
                                .filter(client -> accounts.withdraw(act.tenant, act.person, client))
                                .isPresent()
                        ? act.done("account.taken-back")
                        : act.problem("account.no-access"));
    }

    @PostMapping("/t/{slug}/account/password")
    void password(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        act(tenant, request, response, act -> switch (passwords.change(
                act.tenant,
                act.person,
                act.form.value("current").orElse(""),
                act.form.value("new").orElse(""),
                Exchange.address(request))) {
            case PasswordChanges.Result.Changed changed -> {
                changed.ended().forEach(ended -> backChannel.tell(act.tenant, ended));
                yield act.done("account.password-changed");
            }
            case PasswordChanges.Result.TooShort(int least) -> act.problem("account.password-short", least);
            case PasswordChanges.Result.Wrong _ -> act.problem("account.password-wrong");
            case PasswordChanges.Result.Busy _ -> act.problem("account.busy");
        });
    }

    /** One thing done by one person. */
    private record Act(ServedTenant tenant, LiveSession person, Parameters form, Language language) {
        Pages.Notice done(String key) {
            return new Pages.Notice(language.text(key), false);
        }

        Pages.Notice problem(String key, Object... values) {
            return new Pages.Notice(language.text(key, values), true);
        }
    }

    private interface Deed {
        Pages.Notice does(Act act);
    }

    private void act(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response, Deed deed)
            throws IOException {
        Browser browser = browser(request);
        Parameters form = Form.body(request);
        if (form.repeated(Set.of()).isPresent()) {
            throw HttpRefusal.malformed("A parameter is given more than once.");
        }
        Optional<LiveSession> person = accounts.person(tenant, browser);
        if (person.isEmpty()) {
            signIn.ask(tenant, browser, Pending.Onward.ACCOUNT, "").send(response);
            return;
        }
        String session = person.get().session().session().value();
        boolean own = form.value("request")
                .flatMap(handle -> Pending.open(
                        handles,
                        tenant.id(),
                        Pending.Purpose.ACCOUNT,
                        handle,
                        browser,
                        clock.now().instant()))
                .filter(pending -> session.equals(pending.session()))
                .isPresent();
        if (!own) {
            throw HttpRefusal.malformed(
                    "This page has expired or belongs to another browser. Open your account page again.");
        }
        Pages.Notice notice = deed.does(new Act(tenant, person.get(), form, browser.language()));
        page(tenant, browser, person.get(), Optional.of(notice)).send(response);
    }

    private Answer page(ServedTenant tenant, Browser browser, LiveSession person, Optional<Pages.Notice> notice) {
        String handle = new Pending(
                        "", browser.bindingHash(), person.session().session().value(), null, null)
                .seal(handles, tenant.id(), Pending.Purpose.ACCOUNT, clock.now().instant());
        Answer page = pages.page(tenant, browser.language(), person, accounts.of(tenant, person), handle, notice);
        return browser.newBinding() ? page.with("Set-Cookie", browser.bindingCookie(cookies, tenant)) : page;
    }

    private Browser browser(HttpServletRequest request) {
        return Browser.of(request, cookies, randomness);
    }
}
