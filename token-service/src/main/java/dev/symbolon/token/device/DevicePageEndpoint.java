package dev.symbolon.token.device;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Form;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.Urls;
import dev.symbolon.token.limit.RequestLimits;
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

/**
 * Where a person types the code that their device shows, sees what it asks for, and answers (RFC 8628 §3.3). Nobody tries
 * a code without being signed in.
 */
@Controller
final class DevicePageEndpoint {
    private final WaitingDevices waiting;
    private final DeviceApprovals approvals;
    private final DeviceLimits limits;
    private final RequestLimits requestLimits;
    private final DevicePages pages;
    private final SignInPage signIn;
    private final Handles handles;
    private final Cookies cookies;
    private final Randomness randomness;
    private final HybridClock clock;

    DevicePageEndpoint(
            WaitingDevices waiting,
            DeviceApprovals approvals,
            DeviceLimits limits,
            RequestLimits requestLimits,
            DevicePages pages,
            SignInPage signIn,
            Handles handles,
            Cookies cookies,
            Randomness randomness,
            HybridClock clock) {
        this.waiting = waiting;
        this.approvals = approvals;
        this.limits = limits;
        this.requestLimits = requestLimits;
        this.pages = pages;
        this.signIn = signIn;
        this.handles = handles;
        this.cookies = cookies;
        this.randomness = randomness;
        this.clock = clock;
    }

    @GetMapping("/t/{slug}/device")
    void show(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        requestLimits.take(tenant);
        Browser browser = Browser.of(request, cookies, randomness);
        Parameters parameters = once(Form.query(request));
        Optional<LiveSession> person = approvals.person(tenant, browser);
        Optional<String> typed = parameters.value("user_code");
        Answer answer = person.isEmpty()
                ? ask(tenant, browser, typed)
                : typed.map(text -> tried(tenant, request, browser, person.get(), text))
                        .orElseGet(() -> pages.entry(tenant, browser.language(), person.get(), "", false));
        bound(tenant, browser, answer).send(response);
    }

    /** Only what can be a code goes round by the sign-in page. */
    private Answer ask(ServedTenant tenant, Browser browser, Optional<String> typed) {
        String query = typed.flatMap(UserCode::typed)
                .map(code -> "user_code=" + Urls.encode(code.shown()))
                .orElse("");
        return signIn.ask(tenant, browser, Pending.Onward.DEVICE, query);
    }

    /** Whatever is wrong with a code, the page is the same; what can't be one isn't counted as a try. */
    private Answer tried(
            ServedTenant tenant, HttpServletRequest request, Browser browser, LiveSession person, String text) {
        Optional<UserCode> code = UserCode.typed(text);
        if (code.isPresent()
                && !limits.mayGuess(
                        tenant.id(),
                        person.session().user(),
                        Exchange.address(request),
                        clock.now().instant())) {
            return pages.tooOften(tenant, browser.language()).with("Retry-After", "60");
        }
        Optional<WaitingDevice> device = code.flatMap(it -> waiting.find(tenant.id(), it));
        if (device.isEmpty()) {
            return pages.entry(tenant, browser.language(), person, shortened(text), true);
        }
        return switch (approvals.look(tenant, browser, device.get())) {
            case DeviceApprovals.Stand.Asked asked -> {
                requestLimits.onceOfBrowsers(tenant).accept(asked.client());
                yield pages.confirmation(
                        tenant,
                        browser.language(),
                        asked,
                        code.orElseThrow(),
                        Exchange.address(request),
                        handle(tenant, browser, asked, code.orElseThrow()));
            }
            case DeviceApprovals.Stand.Unknown _ ->
                pages.entry(tenant, browser.language(), person, shortened(text), true);
            case DeviceApprovals.Stand.Nobody _ -> ask(tenant, browser, Optional.of(text));
            case DeviceApprovals.Stand.Approved _, DeviceApprovals.Stand.Denied _ ->
                throw new IllegalStateException("looking answers nothing");
        };
    }

    private String handle(ServedTenant tenant, Browser browser, DeviceApprovals.Stand.Asked asked, UserCode code) {
        return new Pending(
                        code.letters(),
                        browser.bindingHash(),
                        asked.person().session().session().value(),
                        asked.device().authorization(),
                        asked.device().scopes(),
                        Pending.Onward.DEVICE)
                .seal(handles, tenant.id(), Pending.Purpose.DEVICE, clock.now().instant());
    }

    @PostMapping("/t/{slug}/device/answer")
    void answer(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Browser browser = Browser.of(request, cookies, randomness);
        Parameters form = once(Form.body(request));
        boolean agreed =
                switch (form.value("decision").orElse("")) {
                    case "allow" -> true;
                    case "deny" -> false;
                    default -> throw HttpRefusal.malformed("Allow or deny: nothing else can be answered.");
                };
        Pending pending = form.value("request")
                .flatMap(handle -> Pending.open(
                        handles,
                        tenant.id(),
                        Pending.Purpose.DEVICE,
                        handle,
                        browser,
                        clock.now().instant()))
                .orElseThrow(() -> HttpRefusal.malformed(
                        "This page has expired or belongs to another browser. Type the code of your device again."));
        String session = pending.session() == null ? "" : pending.session();
        Answer answer = waiting.find(tenant.id(), new UserCode(pending.parameters()))
                .filter(device -> device.authorization().equals(pending.authorization()))
                .map(device -> approvals.answer(tenant, browser, device, session, agreed))
                .map(stand -> answered(tenant, browser, stand))
                .orElseGet(() -> pages.over(tenant, browser.language()));
        answer.send(response);
    }

    private Answer answered(ServedTenant tenant, Browser browser, DeviceApprovals.Stand stand) {
        return switch (stand) {
            case DeviceApprovals.Stand.Approved approved ->
                pages.approved(tenant, browser.language(), approved.client());
            case DeviceApprovals.Stand.Denied _ -> pages.denied(tenant, browser.language());
            case DeviceApprovals.Stand.Unknown _ -> pages.over(tenant, browser.language());
            case DeviceApprovals.Stand.Nobody _ -> ask(tenant, browser, Optional.empty());
            case DeviceApprovals.Stand.Asked _ -> throw new IllegalStateException("an answer was given");
        };
    }

    /**
     * The QR code of {@code verification_uri_complete}, for a device that can show a picture and not draw one. It is the
     * same for every code there could be, so that it tells of none, and it shows no address but this tenant's own.
     */
    @GetMapping("/t/{slug}/device/qr")
    void qr(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        UserCode code = once(Form.query(request))
                .value("user_code")
                .flatMap(UserCode::typed)
                .orElseThrow(() -> HttpRefusal.malformed("user_code is missing, or can't be a code."));
        String uri = tenant.issuer() + "/device?user_code=" + Urls.encode(code.shown());
        Answer.text(200, "image/svg+xml", QrCode.svg(uri))
                .notStored()
                .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
                .send(response);
    }

    private static Parameters once(Parameters parameters) {
        if (parameters.repeated(Set.of()).isPresent()) {
            throw HttpRefusal.malformed("A parameter is given more than once.");
        }
        return parameters;
    }

    private Answer bound(ServedTenant tenant, Browser browser, Answer page) {
        boolean set = page.headers().stream().anyMatch(header -> header.getKey().equals("Set-Cookie"));
        return browser.newBinding() && !set ? page.with("Set-Cookie", browser.bindingCookie(cookies, tenant)) : page;
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 32));
    }
}
