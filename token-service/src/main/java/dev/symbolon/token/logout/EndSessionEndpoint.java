package dev.symbolon.token.logout;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Form;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.http.Urls;
import dev.symbolon.token.limit.RequestLimits;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.Pending;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Where apps send people to sign out (OpenID Connect RP-Initiated Logout §2), and people themselves may come. */
@Controller
final class EndSessionEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(EndSessionEndpoint.class);
    private static final int LONGEST_QUERY = 6 * 1024;

    private final RequestLimits limits;
    private final Logouts logouts;
    private final BackChannel backChannel;
    private final LogoutPages pages;
    private final RefusalLog refusals;
    private final Handles handles;
    private final Cookies cookies;
    private final Randomness randomness;
    private final HybridClock clock;

    EndSessionEndpoint(
            RequestLimits limits,
            Logouts logouts,
            BackChannel backChannel,
            LogoutPages pages,
            RefusalLog refusals,
            Handles handles,
            Cookies cookies,
            Randomness randomness,
            HybridClock clock) {
        this.limits = limits;
        this.logouts = logouts;
        this.backChannel = backChannel;
        this.pages = pages;
        this.refusals = refusals;
        this.handles = handles;
        this.cookies = cookies;
        this.randomness = randomness;
        this.clock = clock;
    }

    @GetMapping("/t/{slug}/end_session")
    void get(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            // HEAD would end the session as GET does, for an answer that nobody reads.
            throw HttpRefusal.otherMethod("GET, POST");
        }
        asked(tenant, request, Form.query(request)).send(response);
    }

    /**
     * §2: POST must work as GET does. A form of another site brings no session cookie along (SameSite), so without one the
     * request is sent on as a GET, which does.
     */
    @PostMapping("/t/{slug}/end_session")
    void post(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Form.inUri(request)) {
            throw HttpRefusal.malformed("Parameters of a POST are in its body.");
        }
        Parameters parameters = Form.body(request);
        String encoded = parameters.encoded();
        if (browser(request).session().isEmpty() && encoded.length() <= LONGEST_QUERY) {
            Answer.redirect(Urls.withQuery(tenant.path() + "/end_session", encoded))
                    .send(response);
            return;
        }
        asked(tenant, request, parameters).send(response);
    }

    @PostMapping("/t/{slug}/end_session/confirm")
    void confirm(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters form = Form.body(request);
        if (form.repeated(Set.of()).isPresent()) {
            throw HttpRefusal.malformed("A parameter is given more than once.");
        }
        Pending pending = form.value("request")
                .flatMap(handle -> Pending.open(
                        handles,
                        tenant.id(),
                        Pending.Purpose.LOGOUT,
                        handle,
                        browser(request),
                        clock.now().instant()))
                .orElseThrow(() -> HttpRefusal.malformed(
                        "This page has expired or belongs to another browser. Go back and sign out again."));
        Parameters parameters = Parameters.parse(pending.parameters());
        switch (form.value("decision").orElse("")) {
            case "sign-out" ->
                answer(tenant, request, parameters, Optional.ofNullable(pending.session()), _ -> {})
                        .send(response);
            case "stay" -> pages.kept(tenant, language(request, parameters)).send(response);
            default -> throw HttpRefusal.malformed("Sign out or stay: nothing else can be answered.");
        }
    }

    private Answer asked(ServedTenant tenant, HttpServletRequest request, Parameters parameters) {
        limits.take(tenant);
        return answer(tenant, request, parameters, Optional.empty(), limits.onceOfBrowsers(tenant));
    }

    private Answer answer(
            ServedTenant tenant,
            HttpServletRequest request,
            Parameters parameters,
            Optional<String> confirmed,
            Consumer<ClientState> count) {
        Browser browser = browser(request);
        Language language = language(request, parameters);
        return switch (logouts.decide(tenant, parameters, browser, confirmed, count)) {
            case Logouts.Next.Refused(ProtocolError error) -> refused(tenant, request, language, error);
            case Logouts.Next.Ask ask -> ask(tenant, browser, language, parameters, ask);
            case Logouts.Next.Over over -> over(tenant, language, over);
        };
    }

    private Answer ask(
            ServedTenant tenant, Browser browser, Language language, Parameters parameters, Logouts.Next.Ask ask) {
        String session = ask.session().session().session().value();
        String handle = new Pending(parameters.encoded(), browser.bindingHash(), session, null, null)
                .seal(handles, tenant.id(), Pending.Purpose.LOGOUT, clock.now().instant());
        Answer page = pages.ask(tenant, language, ask, handle);
        return browser.newBinding() ? page.with("Set-Cookie", browser.bindingCookie(cookies, tenant)) : page;
    }

    private Answer over(ServedTenant tenant, Language language, Logouts.Next.Over over) {
        over.ended().ifPresent(ended -> backChannel.tell(tenant, ended));
        boolean frames = over.ended().filter(it -> !it.frontChannel().isEmpty()).isPresent();
        Answer answer = over.target().isPresent() && !frames
                ? Answer.redirect(over.target().get())
                : pages.over(tenant, language, over);
        return answer.with("Set-Cookie", cookies.clear(Browser.SESSION, tenant.path()));
    }

    private Answer refused(ServedTenant tenant, HttpServletRequest request, Language language, ProtocolError error) {
        LOG.debug("Logout refused: {} {}", error.code(), error.operatorDetail());
        refusals.refused(
                tenant.id(),
                error.operatorDetail(),
                new RefusalEvent.Sample(
                        "end-session",
                        Optional.empty(),
                        Optional.empty(),
                        Personal.of(Exchange.address(request)),
                        clock.now().instant(),
                        Correlation.current()));
        return pages.refused(
                tenant,
                language,
                language.find("error." + error.operatorDetail()).orElse(error.publicText()));
    }

    /** RP-Initiated Logout §2: {@code ui_locales}, then what the browser prefers. */
    private static Language language(HttpServletRequest request, Parameters parameters) {
        return Language.of(parameters.words("ui_locales"), request);
    }

    private Browser browser(HttpServletRequest request) {
        return Browser.of(request, cookies, randomness);
    }
}
