package dev.symbolon.token.authorization;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.identifier.Randomness;
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
import dev.symbolon.token.page.Language;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.Pending;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
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
            case Next.Answered answered ->
                reply(
                        request,
                        tenant,
                        parameters,
                        answered.address(),
                        answered.content().get());
            case Next.Denied denied ->
                reply(request, tenant, parameters, denied.address(), ReturnAddress.error(DENIED));
            case Next.Refused refused -> refused(request, tenant, parameters, refused);
            case Next.AlreadyDecided _ ->
                told(request, tenant, parameters, 409, "answered", "This request has been answered already.");
            case Next.SignIn signIn -> signIn(request, tenant, parameters, browser, signIn);
            case Next.Consent consent -> consent(request, tenant, parameters, browser, consent);
            case Next.KeyMissing _ -> throw new IllegalStateException("a key was made and isn't there");
        };
    }

    /** The answer to the client, success or error, in the form that it asked for. */
    private Answer reply(
            HttpServletRequest request,
            ServedTenant tenant,
            Parameters parameters,
            ReturnAddress address,
            Map<String, String> content) {
        return switch (address.mode()) {
            case QUERY, FRAGMENT -> Answer.redirect(address.with(content));
            case FORM_POST ->
                pages.formPost(brand(request, tenant, parameters), address.redirectUri(), address.complete(content));
        };
    }

    private Answer told(
            HttpServletRequest request,
            ServedTenant tenant,
            Parameters parameters,
            int status,
            String detail,
            String text) {
        Pages.Brand brand = brand(request, tenant, parameters);
        return pages.error(
                status,
                Optional.of(brand),
                brand.language().find("error." + detail).orElse(text));
    }

    private Answer refused(
            HttpServletRequest request, ServedTenant tenant, Parameters parameters, Next.Refused refused) {
        LOG.debug(
                "Authorization refused: {} {}",
                refused.error().code(),
                refused.error().operatorDetail());
        if (refused.error().mayRedirect() && refused.address().isPresent()) {
            return reply(request, tenant, parameters, refused.address().get(), ReturnAddress.error(refused.error()));
        }
        refusals.refused(
                tenant.id(),
                refused.error().operatorDetail(),
                new RefusalEvent.Sample(
                        "authorize",
                        refused.client().map(client -> client.client().value()),
                        Optional.empty(),
                        Personal.of(Exchange.address(request)),
                        clock.now().instant(),
                        Correlation.current()));
        return told(
                request,
                tenant,
                parameters,
                400,
                refused.error().operatorDetail(),
                refused.error().publicText());
    }

    private Answer signIn(
            HttpServletRequest request, ServedTenant tenant, Parameters parameters, Browser browser, Next.SignIn step) {
        String handle = Pending.signIn(parameters.encoded(), browser)
                .seal(handles, tenant.id(), Pending.Purpose.SIGN_IN, clock.now().instant());
        Pages.SignIn page = new Pages.SignIn(
                step.client().metadata().name(),
                handle,
                step.loginHint().orElse(""),
                false,
                step.address().redirectUri());
        return bound(tenant, browser, pages.signIn(200, brand(request, tenant, parameters), page));
    }

    private Answer consent(
            HttpServletRequest request,
            ServedTenant tenant,
            Parameters parameters,
            Browser browser,
            Next.Consent step) {
        Pages.Brand brand = brand(request, tenant, parameters);
        Pending pending = new Pending(
                parameters.encoded(),
                browser.bindingHash(),
                step.session().session().session().value(),
                step.authorization().value(),
                step.asked());
        String handle = pending.seal(
                handles, tenant.id(), Pending.Purpose.CONSENT, clock.now().instant());
        Pages.Consent page = new Pages.Consent(
                step.client().metadata().name(),
                personalData
                        .open(tenant.id(), step.session().user().profile().login())
                        .orElse(""),
                ConsentTexts.ofAccount(brand.language(), step.scopes(), step.claims()),
                ConsentTexts.ofResources(step.targets(), step.scopes()),
                step.client().metadata().links(),
                handle,
                step.address().redirectUri());
        return bound(tenant, browser, pages.consent(brand, page));
    }

    private Answer bound(ServedTenant tenant, Browser browser, Answer page) {
        return browser.newBinding() ? page.with("Set-Cookie", browser.bindingCookie(cookies, tenant)) : page;
    }

    private Pages.Brand brand(HttpServletRequest request, ServedTenant tenant, Parameters parameters) {
        return new Pages.Brand(
                tenant, tenants.glance(tenant).branding(), Language.of(parameters.words("ui_locales"), request));
    }
}
