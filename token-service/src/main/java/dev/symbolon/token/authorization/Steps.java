package dev.symbolon.token.authorization;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.Pending;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a request leads to into what its browser sees: a redirect to the client, or a page. */
final class Steps {
    static final int LONGEST_QUERY = 6 * 1024;
    private static final ProtocolError DENIED =
            ProtocolError.byRedirect("access_denied", "The person said no.", "denied");
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final Tenants tenants;
    private final Handles handles;
    private final PersonalData personalData;
    private final RefusalLog refusals;
    private final Pages pages;
    private final Cookies cookies;
    private final Randomness randomness;
    private final HybridClock clock;

    Steps(
            Tenants tenants,
            Handles handles,
            PersonalData personalData,
            RefusalLog refusals,
            Pages pages,
            Cookies cookies,
            Randomness randomness,
            HybridClock clock) {
        this.tenants = tenants;
        this.handles = handles;
        this.personalData = personalData;
        this.refusals = refusals;
        this.pages = pages;
        this.cookies = cookies;
        this.randomness = randomness;
        this.clock = clock;
    }

    Browser browser(HttpServletRequest request) {
        return Browser.of(request, cookies, randomness);
    }

    /** @throws HttpRefusal 400 when the handle isn't this browser's, this page's, or fresh */
    Pending open(ServedTenant tenant, Pending.Purpose purpose, Parameters parameters, Browser browser) {
        if (parameters.repeated(Set.of()).isPresent()) {
            throw HttpRefusal.malformed("A parameter is given more than once.");
        }
        Instant now = clock.now().instant();
        return parameters
                .value("request")
                .flatMap(handle -> Pending.open(handles, tenant.id(), purpose, handle, browser, now))
                .orElseThrow(() -> HttpRefusal.malformed(
                        "This page has expired or belongs to another browser. Go back to the app and start again."));
    }

    Answer answer(HttpServletRequest request, ServedTenant tenant, Parameters parameters, Browser browser, Next next) {
        return switch (next) {
            case Next.Code code -> Answer.redirect(code.address().withCode(code.code()));
            case Next.Denied denied -> Answer.redirect(denied.address().withError(DENIED));
            case Next.Refused refused -> refused(request, tenant, refused);
            case Next.AlreadyDecided _ ->
                pages.error(409, Optional.of(brand(tenant)), "This request has been answered already.");
            case Next.SignIn signIn -> signIn(tenant, parameters, browser, signIn);
            case Next.Consent consent -> consent(tenant, parameters, browser, consent);
        };
    }

    private Answer refused(HttpServletRequest request, ServedTenant tenant, Next.Refused refused) {
        LOG.debug(
                "Authorization refused: {} {}",
                refused.error().code(),
                refused.error().operatorDetail());
        if (refused.error().mayRedirect() && refused.address().isPresent()) {
            return Answer.redirect(refused.address().get().withError(refused.error()));
        }
        refusals.refused(
                tenant.id(),
                refused.error().operatorDetail(),
                new RefusalEvent.Sample(
                        "authorize",
                        refused.client().map(client -> client.client().value()),
                        Optional.empty(),
                        Personal.of(Exchange.address(request)),
                        clock.now().instant()));
        return pages.error(400, Optional.of(brand(tenant)), refused.error().publicText());
    }

    private Answer signIn(ServedTenant tenant, Parameters parameters, Browser browser, Next.SignIn step) {
        String handle = Pending.signIn(parameters.encoded(), browser)
                .seal(handles, tenant.id(), Pending.Purpose.SIGN_IN, clock.now().instant());
        Pages.SignIn page = new Pages.SignIn(
                step.client().metadata().name(),
                handle,
                step.loginHint().orElse(""),
                false,
                step.address().redirectUri());
        return bound(tenant, browser, pages.signIn(200, brand(tenant), page));
    }

    private Answer consent(ServedTenant tenant, Parameters parameters, Browser browser, Next.Consent step) {
        Pending pending = new Pending(
                parameters.encoded(),
                browser.bindingHash(),
                step.session().session().session().value(),
                step.authorization().value(),
                step.scopes());
        String handle = pending.seal(
                handles, tenant.id(), Pending.Purpose.CONSENT, clock.now().instant());
        Pages.Consent page = new Pages.Consent(
                step.client().metadata().name(),
                personalData
                        .open(tenant.id(), step.session().user().profile().login())
                        .orElse(""),
                step.scopes().stream()
                        .flatMap(scope -> Scopes.named(scope).stream())
                        .map(Scopes.Served::consentText)
                        .toList(),
                step.resources().stream()
                        .map(resource -> Map.entry(resource.metadata().name(), texts(resource, step.scopes())))
                        .toList(),
                handle,
                step.address().redirectUri());
        return bound(tenant, browser, pages.consent(brand(tenant), page));
    }

    private static List<String> texts(ResourceState resource, List<String> scopes) {
        return resource.metadata().scopes().stream()
                .filter(scope -> scopes.contains(scope.name()))
                .map(ResourceMetadata.Scope::consentText)
                .toList();
    }

    private Answer bound(ServedTenant tenant, Browser browser, Answer page) {
        return browser.newBinding() ? page.with("Set-Cookie", browser.bindingCookie(cookies, tenant)) : page;
    }

    private Pages.Brand brand(ServedTenant tenant) {
        return new Pages.Brand(tenant, tenants.glance(tenant).branding());
    }
}
