package dev.symbolon.token.session;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Form;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.Urls;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Takes a login name and a password, and sends the browser on with a session. */
@Controller
final class SignInEndpoint {
    private static final int LONGEST_PASSWORD = 512;

    private final Tenants tenants;
    private final Decisions decisions;
    private final SignIns signIns;
    private final KnownDevices knownDevices;
    private final Handles handles;
    private final Pages pages;
    private final Cookies cookies;
    private final Randomness randomness;
    private final HybridClock clock;

    SignInEndpoint(
            Tenants tenants,
            Decisions decisions,
            SignIns signIns,
            KnownDevices knownDevices,
            Handles handles,
            Pages pages,
            Cookies cookies,
            Randomness randomness,
            HybridClock clock) {
        this.tenants = tenants;
        this.decisions = decisions;
        this.signIns = signIns;
        this.knownDevices = knownDevices;
        this.handles = handles;
        this.pages = pages;
        this.cookies = cookies;
        this.randomness = randomness;
        this.clock = clock;
    }

    @PostMapping("/t/{slug}/sign-in")
    void signIn(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Browser browser = Browser.of(request, cookies, randomness);
        Parameters form = Form.body(request);
        Pending pending = open(tenant, form, browser);
        SignIns.Attempt attempt = new SignIns.Attempt(
                form.value("username").orElse(""),
                form.value("password")
                        .filter(it -> it.length() <= LONGEST_PASSWORD)
                        .orElse(""),
                browser.session(),
                knownDevices.of(request, tenant),
                Exchange.address(request),
                Exchange.userAgent(request));
        Answer answer =
                switch (signIns.attempt(tenant, attempt)) {
                    case SignIns.Result.SignedIn signedIn -> goOn(tenant, request, pending, signedIn);
                    case SignIns.Result.Refused _ -> again(request, tenant, browser, pending, attempt);
                    case SignIns.Result.TooMany _ ->
                        told(429, request, tenant, pending, "error.too-many-tries")
                                .with("Retry-After", "60");
                    case SignIns.Result.Busy _ ->
                        told(503, request, tenant, pending, "error.busy").with("Retry-After", "2");
                };
        answer.send(response);
    }

    private Pending open(ServedTenant tenant, Parameters form, Browser browser) {
        if (form.repeated(Set.of()).isPresent()) {
            throw HttpRefusal.malformed("A parameter is given more than once.");
        }
        return form.value("request")
                .flatMap(handle -> Pending.open(
                        handles,
                        tenant.id(),
                        Pending.Purpose.SIGN_IN,
                        handle,
                        browser,
                        clock.now().instant()))
                .orElseThrow(() -> HttpRefusal.malformed(
                        "This page has expired or belongs to another browser. Go back to the app and start again."));
    }

    private Answer goOn(
            ServedTenant tenant, HttpServletRequest request, Pending pending, SignIns.Result.SignedIn signedIn) {
        OpaqueValue cookie =
                new OpaqueValue(signedIn.session().value(), signedIn.secret().reveal());
        return Answer.redirect(onward(tenant, pending, signedIn))
                .with("Set-Cookie", cookies.set(Browser.SESSION, cookie.reveal(), tenant.path(), Optional.empty()))
                .with("Set-Cookie", knownDevices.cookie(request, tenant, signedIn.user()));
    }

    private String onward(ServedTenant tenant, Pending pending, SignIns.Result.SignedIn signedIn) {
        String path = tenant.path() + pending.onward().path();
        return switch (pending.onward()) {
            case AUTHORIZE -> {
                String handle = new Pending(
                                pending.parameters(),
                                pending.binding(),
                                signedIn.session().value(),
                                randomness.identifier(),
                                null)
                        .seal(
                                handles,
                                tenant.id(),
                                Pending.Purpose.RESUME,
                                clock.now().instant());
                yield path + "?request=" + Urls.encode(handle);
            }
            case DEVICE, ACCOUNT -> pending.parameters().isEmpty() ? path : path + "?" + pending.parameters();
        };
    }

    /** The same page for every cause, so that it doesn't tell which accounts there are. */
    private Answer again(
            HttpServletRequest request,
            ServedTenant tenant,
            Browser browser,
            Pending pending,
            SignIns.Attempt attempt) {
        Parameters parameters = Parameters.parse(pending.parameters());
        String handle = Pending.signIn(pending.parameters(), browser, pending.onward())
                .seal(handles, tenant.id(), Pending.Purpose.SIGN_IN, clock.now().instant());
        Pages.Brand brand = brand(request, tenant, pending);
        Pages.SignIn page = new Pages.SignIn(
                switch (pending.onward()) {
                    case AUTHORIZE -> clientName(tenant, parameters);
                    case DEVICE -> brand.language().text(SignInPage.DEVICE);
                    case ACCOUNT -> brand.language().text(SignInPage.ACCOUNT);
                },
                handle,
                attempt.login(),
                true,
                parameters.value("redirect_uri").orElse(""));
        return pages.signIn(401, brand, page);
    }

    private String clientName(ServedTenant tenant, Parameters parameters) {
        return parameters
                .value("client_id")
                .filter(Identifier::wellFormed)
                .flatMap(id ->
                        decisions.glance(tenant.id(), reading -> reading.state(ClientState.FOLD, new ClientId(id))))
                .map(client -> client.metadata().name())
                .orElse("");
    }

    private Answer told(int status, HttpServletRequest request, ServedTenant tenant, Pending pending, String key) {
        Pages.Brand brand = brand(request, tenant, pending);
        return pages.error(status, Optional.of(brand), brand.language().text(key));
    }

    private Pages.Brand brand(HttpServletRequest request, ServedTenant tenant, Pending pending) {
        List<String> wishes = Parameters.parse(pending.parameters()).words("ui_locales");
        return new Pages.Brand(tenant, tenants.glance(tenant).branding(), Language.of(wishes, request));
    }
}
