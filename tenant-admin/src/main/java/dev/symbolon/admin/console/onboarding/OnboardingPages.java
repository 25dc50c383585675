package dev.symbolon.admin.console.onboarding;

import static dev.symbolon.admin.console.ConsolePages.seeOther;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsoleCookie;
import dev.symbolon.admin.console.ConsolePages;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.console.ConsoleSessions;
import dev.symbolon.admin.console.section.Forms;
import dev.symbolon.admin.console.section.Navigations;
import dev.symbolon.admin.console.section.Places;
import dev.symbolon.admin.console.section.Problems;
import dev.symbolon.admin.console.section.Property;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admission.signin.SealedCookies;
import dev.symbolon.core.identifier.Randomness;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An operator brings a customer on board: a name, its looks, who runs it, the first application, and a login that works. */
@Controller
@RequestMapping("/console/onboarding")
final class OnboardingPages {
    /** So long the API answers the same request with the same secrets. */
    private static final Duration LIFE = Duration.ofHours(23);

    private static final List<String> APPLICATION = List.of("name", "kind", "redirectUris");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AdminApi api;
    private final Places places;
    private final Forms forms;
    private final Navigations navigations;
    private final ConsolePages pages;
    private final ConsoleSessions sessions;
    private final SealedCookies cookies;
    private final Randomness randomness;
    private final String trial;

    OnboardingPages(
            AdminApi api,
            Places places,
            Forms forms,
            Navigations navigations,
            ConsolePages pages,
            ConsoleSessions sessions,
            SealedCookies cookies,
            Randomness randomness,
            AdminSettings settings) {
        this.api = api;
        this.places = places;
        this.forms = forms;
        this.navigations = navigations;
        this.pages = pages;
        this.sessions = sessions;
        this.cookies = cookies;
        this.randomness = randomness;
        this.trial = settings.publicBase() + TrialPages.CALLBACK;
    }

    @GetMapping
    ResponseEntity<String> show(HttpServletRequest request) {
        Onboarding draft = draft(request);
        Onboarding at = gone(draft, Call.parameters(request));
        return at.step() == Onboarding.TRY ? last(request, at) : step(request, 200, at, Map.of(), "");
    }

    /** Of a page that was gone back to, its own step counts; what is made isn't made again. */
    private static Onboarding gone(Onboarding draft, Map<String, String[]> parameters) {
        String step = parameters.getOrDefault("step", new String[] {""})[0];
        return step.matches("[0-2]") && draft.tenant().isEmpty() ? draft.at(Integer.parseInt(step)) : draft;
    }

    private Onboarding draft(HttpServletRequest request) {
        String user = ConsoleSession.of(request).user();
        return cookies.opened(request, ConsoleCookie.ONBOARDING, Onboarding.class)
                .filter(draft -> draft.user().equals(user))
                .orElseGet(() -> new Onboarding(
                        user,
                        0,
                        JSON.objectNode(),
                        "",
                        randomness.identifier(),
                        JSON.objectNode(),
                        randomness.identifier()));
    }

    private ResponseEntity<String> step(
            HttpServletRequest request, int status, Onboarding draft, Map<String, String> errors, String problem) {
        ConsoleSession session = ConsoleSession.of(request);
        boolean application = draft.step() == Onboarding.APPLICATION;
        Map<String, Object> model = model(draft);
        model.put("problem", problem);
        model.put(
                "fields",
                forms.fields(
                        asked(draft.step()),
                        application ? draft.app() : draft.wanted(),
                        new Forms.Scene(session, draft.tenant(), application ? "clients" : "tenants", errors, "")));
        if (application) {
            model.put(
                    "invitation",
                    onboarded(session, draft).body().path("invitation").asString(""));
            model.put("trial", trial);
        }
        return pages.of(request, status, "onboarding", navigations.at(session, "/onboarding", List.of()), model);
    }

    private static Map<String, Object> model(Onboarding draft) {
        Map<String, Object> model = new HashMap<>();
        model.put("steps", Onboarding.STEPS);
        model.put("step", draft.step());
        model.put("name", draft.wanted().path("displayName").asString(""));
        model.put("tenant", draft.tenant());
        return model;
    }

    private List<Property> asked(int step) {
        boolean application = step == Onboarding.APPLICATION;
        List<String> names = application ? APPLICATION : Onboarding.FIELDS.get(step);
        List<Property> all = places.body(places.named(application ? "clients.register" : "tenants.onboard"));
        return names.stream()
                .flatMap(name -> all.stream().filter(property -> property.name().equals(name)))
                .toList();
    }

    @PostMapping
    ResponseEntity<String> go(HttpServletRequest request, HttpServletResponse response) {
        Onboarding draft = draft(request);
        Map<String, String[]> parameters = Call.parameters(request);
        Onboarding at = gone(draft, parameters);
        if (at.step() == Onboarding.TRY || parameters.containsKey("restart")) {
            response.addHeader("Set-Cookie", cookies.gone(ConsoleCookie.ONBOARDING));
            return seeOther("/console/tenants" + (at.tenant().isEmpty() ? "" : "/" + at.tenant()));
        }
        return at.step() == Onboarding.APPLICATION
                ? application(request, response, at, parameters)
                : tenant(request, response, at, parameters);
    }

    private ResponseEntity<String> tenant(
            HttpServletRequest request,
            HttpServletResponse response,
            Onboarding draft,
            Map<String, String[]> parameters) {
        ObjectNode said = forms.body(asked(draft.step()), parameters);
        ObjectNode all = (ObjectNode) draft.wanted().deepCopy();
        Onboarding.FIELDS.get(draft.step()).forEach(all::remove);
        all.setAll(said);
        Onboarding next = draft.wanting(all);
        if (draft.step() + 1 < Onboarding.APPLICATION) {
            return on(response, next.at(draft.step() + 1));
        }
        keep(response, next);
        AdminApi.Said made = onboarded(ConsoleSession.of(request), next);
        if (!made.good()) {
            Map<String, String> errors = Problems.errors(made.problem());
            // Another text under the same key is another request: what failed made nothing.
            Onboarding again = new Onboarding(
                    next.user(),
                    Onboarding.blamed(errors, next.step()),
                    all,
                    "",
                    randomness.identifier(),
                    next.app(),
                    next.appKey());
            keep(response, again);
            return step(
                    request,
                    made.status(),
                    again,
                    errors,
                    errors.isEmpty() ? Problems.text(made.problem()) : "Please look at the field that is marked.");
        }
        sessions.wrote(request, response, made.position());
        return on(response, next.made(made.body().path("id").asString()));
    }

    /** The same answer each time, its link included. */
    private AdminApi.Said onboarded(ConsoleSession session, Onboarding draft) {
        return api.send(
                session, "POST", "/tenants", Optional.of(draft.wanted()), Map.of("Idempotency-Key", draft.key()));
    }

    private ResponseEntity<String> application(
            HttpServletRequest request,
            HttpServletResponse response,
            Onboarding draft,
            Map<String, String[]> parameters) {
        ObjectNode app = forms.body(asked(Onboarding.APPLICATION), parameters);
        Onboarding next = draft.with(completed(app, parameters.containsKey("trial")));
        // Before it is made: what can't be remembered couldn't be gone on with.
        keep(response, next);
        AdminApi.Said made = registered(ConsoleSession.of(request), next);
        if (!made.good()) {
            Map<String, String> errors = Problems.errors(made.problem());
            Onboarding again = new Onboarding(
                    next.user(), next.step(), next.wanted(), next.tenant(), next.key(), app, randomness.identifier());
            keep(response, again);
            return step(
                    request,
                    made.status(),
                    again,
                    errors,
                    errors.isEmpty() ? Problems.text(made.problem()) : "Please look at the field that is marked.");
        }
        sessions.wrote(request, response, made.position());
        return on(response, next.at(Onboarding.TRY));
    }

    /** What signs people in asks who they are, stays signed in, and, if that is wanted, answers to the console once. */
    private ObjectNode completed(ObjectNode app, boolean tried) {
        ObjectNode all = app.deepCopy();
        if (!all.path("kind").asString("").equals("service")) {
            Stream.of("openid", "profile", "email").forEach(all.withArray("/openIdScopes")::add);
            Stream.of("authorization_code", "refresh_token").forEach(all.withArray("/grantTypes")::add);
            if (tried) {
                all.withArray("/redirectUris").add(trial);
            }
        }
        return all;
    }

    private AdminApi.Said registered(ConsoleSession session, Onboarding draft) {
        return api.send(
                session,
                "POST",
                "/tenants/" + draft.tenant() + "/clients",
                Optional.of(draft.app()),
                Map.of("Idempotency-Key", draft.appKey()));
    }

    private ResponseEntity<String> last(HttpServletRequest request, Onboarding draft) {
        ConsoleSession session = ConsoleSession.of(request);
        JsonNode tenant = onboarded(session, draft).orRefused().body();
        JsonNode client = registered(session, draft).orRefused().body();
        Map<String, Object> model = model(draft);
        model.put("problem", "");
        model.put("invitation", tenant.path("invitation").asString(""));
        model.put("client", client.path("id").asString());
        model.put("secret", client.path("secret").asString(""));
        model.put("snippet", Snippet.of(tenant.path("issuer").asString(), client, trial));
        model.put(
                "tried",
                client.path("redirectUris")
                        .valueStream()
                        .anyMatch(uri -> uri.asString("").equals(trial)));
        return pages.of(request, 200, "onboarded", navigations.at(session, "/onboarding", List.of()), model);
    }

    private ResponseEntity<String> on(HttpServletResponse response, Onboarding draft) {
        keep(response, draft);
        return seeOther("/console/onboarding");
    }

    private void keep(HttpServletResponse response, Onboarding draft) {
        response.addHeader("Set-Cookie", cookies.sealed(ConsoleCookie.ONBOARDING, draft, LIFE));
    }
}
