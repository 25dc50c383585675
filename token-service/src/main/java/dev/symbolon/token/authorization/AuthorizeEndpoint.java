package dev.symbolon.token.authorization;

import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Form;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.Urls;
import dev.symbolon.token.limit.RequestLimits;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.Pending;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The authorization endpoint (RFC 6749 §3.1, OpenID Connect Core §3.1.2), and where it goes on after a sign-in. */
@Controller
final class AuthorizeEndpoint {
    private final RequestLimits limits;
    private final Authorizations authorizations;
    private final Steps steps;

    AuthorizeEndpoint(RequestLimits limits, Authorizations authorizations, Steps steps) {
        this.limits = limits;
        this.authorizations = authorizations;
        this.steps = steps;
    }

    @GetMapping("/t/{slug}/authorize")
    void get(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuseHead(request, "GET, POST");
        fresh(tenant, request, Form.query(request), steps.browser(request)).send(response);
    }

    /**
     * OpenID Connect Core §3.1.2.1: POST must work as GET does. A form of another site brings no session cookie along
     * (SameSite), so without one the request is sent on as a GET, which does.
     */
    @PostMapping("/t/{slug}/authorize")
    void post(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Form.inUri(request)) {
            throw HttpRefusal.malformed("Parameters of a POST are in its body.");
        }
        Parameters parameters = Form.body(request);
        Browser browser = steps.browser(request);
        String encoded = parameters.encoded();
        if (browser.session().isEmpty() && encoded.length() <= Steps.LONGEST_QUERY) {
            Answer.redirect(Urls.withQuery(tenant.path() + "/authorize", encoded))
                    .send(response);
            return;
        }
        fresh(tenant, request, parameters, browser).send(response);
    }

    /**
     * Counted is each request, and none of the steps that lead on from it: whoever was let in comes through, once for each
     * time that they signed in.
     */
    private Answer fresh(ServedTenant tenant, HttpServletRequest request, Parameters parameters, Browser browser) {
        limits.take(tenant);
        Authorizations.Arrival arrival = new Authorizations.Arrival.Fresh(limits.onceOfBrowsers(tenant));
        Next next = authorizations.decide(tenant, parameters, browser, arrival);
        return steps.answer(request, tenant, parameters, browser, next);
    }

    @GetMapping("/t/{slug}/authorize/resume")
    void resume(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuseHead(request, "GET");
        Browser browser = steps.browser(request);
        Pending pending = steps.open(tenant, Pending.Purpose.RESUME, Form.query(request), browser);
        Parameters parameters = Parameters.parse(pending.parameters());
        Next next = authorizations.decide(tenant, parameters, browser, new Authorizations.Arrival.SignedIn(pending));
        steps.answer(request, tenant, parameters, browser, next).send(response);
    }

    @PostMapping("/t/{slug}/consent")
    void consent(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Browser browser = steps.browser(request);
        Parameters answer = Form.body(request);
        Pending pending = steps.open(tenant, Pending.Purpose.CONSENT, answer, browser);
        boolean agreed =
                switch (answer.value("decision").orElse("")) {
                    case "allow" -> true;
                    case "deny" -> false;
                    default -> throw HttpRefusal.malformed("Allow or deny: nothing else can be answered.");
                };
        Parameters parameters = Parameters.parse(pending.parameters());
        Next next = authorizations.decide(
                tenant, parameters, browser, new Authorizations.Arrival.Answered(pending, agreed));
        steps.answer(request, tenant, parameters, browser, next).send(response);
    }

    /** HEAD would decide and write as GET does, for an answer that nobody reads. */
    private static void refuseHead(HttpServletRequest request, String allowed) {
        if (!request.getMethod().equals("GET")) {
            throw HttpRefusal.otherMethod(allowed);
        }
    }
}
