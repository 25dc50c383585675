package dev.symbolon.admin.console.onboarding;

import static dev.symbolon.admin.console.ConsolePages.seeOther;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsoleCookie;
import dev.symbolon.admin.console.ConsolePages;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.console.section.Navigations;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.signin.SealedCookies;
import dev.symbolon.admission.signin.SignIn;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.ports.decision.HybridClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** A login as an application's own people have it: a real authorization request, and what its ID token says. */
@Controller
final class TrialPages {
    /** Where its answer comes to; an application that is tried has it among its redirect URIs. */
    static final String CALLBACK = "/console/trial/callback";

    private static final String PAGE = "/console/tenants/{tenant}/clients/{client}/trial";
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final AdminApi api;
    private final Issuer issuer;
    private final SealedCookies cookies;
    private final ConsolePages pages;
    private final Navigations navigations;
    private final HybridClock clock;
    private final String callback;

    TrialPages(
            AdminApi api,
            Issuer issuer,
            SealedCookies cookies,
            ConsolePages pages,
            Navigations navigations,
            HybridClock clock,
            AdminSettings settings) {
        this.api = api;
        this.issuer = issuer;
        this.cookies = cookies;
        this.pages = pages;
        this.navigations = navigations;
        this.clock = clock;
        this.callback = settings.publicBase() + CALLBACK;
    }

    /**
     * A trial under way.
     *
     * @param method how the application proves itself
     * @param secret by which it does, as whoever tries it gave it; empty for a public one
     */
    private record Trial(SignIn signIn, String tenant, String name, String method, String secret, String algorithm) {
        @Override
        public String toString() {
            return "Trial[" + signIn + "]";
        }
    }

    @GetMapping(PAGE)
    ResponseEntity<String> ask(
            HttpServletRequest request, @PathVariable("tenant") String tenant, @PathVariable("client") String client) {
        return asked(request, 200, tenant, client(ConsoleSession.of(request), tenant, client), "");
    }

    private JsonNode client(ConsoleSession session, String tenant, String client) {
        if (!Identifier.wellFormed(tenant) || !Identifier.wellFormed(client)) {
            throw new SignIn.RefusedException(404, "There is no such application.");
        }
        return api.get(session, "/tenants/" + tenant + "/clients/" + client)
                .orRefused()
                .body();
    }

    private ResponseEntity<String> asked(
            HttpServletRequest request, int status, String tenant, JsonNode client, String problem) {
        String here = "/tenants/" + tenant + "/clients/" + client.path("id").asString();
        Map<String, Object> model = new HashMap<>();
        model.put("name", client.path("name").asString());
        model.put("client", "/console" + here);
        model.put("callback", callback);
        model.put("registered", registered(client));
        model.put(
                "confidential", !client.path("authentication").asString("none").equals("none"));
        model.put("problem", problem);
        return pages.of(
                request,
                status,
                "trial",
                navigations.at(ConsoleSession.of(request), here + "/trial", List.of()),
                model);
    }

    private boolean registered(JsonNode client) {
        return client.path("redirectUris")
                .valueStream()
                .anyMatch(uri -> uri.asString("").equals(callback));
    }

    @PostMapping(PAGE)
    ResponseEntity<String> begin(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable("tenant") String tenant,
            @PathVariable("client") String id,
            @RequestParam(name = "secret", defaultValue = "") String secret) {
        ConsoleSession session = ConsoleSession.of(request);
        JsonNode client = client(session, tenant, id);
        String slug = api.get(session, "/tenants/" + tenant)
                .orRefused()
                .body()
                .path("slug")
                .asString();
        Optional<OIDCProviderMetadata> from = issuer.published(slug);
        if (!registered(client) || from.isEmpty()) {
            return asked(request, 422, tenant, client, "This application can’t be tried as it is.");
        }
        SignIn signIn = SignIn.at(slug, id, callback, clock.now().instant());
        response.addHeader(
                "Set-Cookie",
                cookies.sealed(
                        ConsoleCookie.TRIAL,
                        new Trial(
                                signIn,
                                tenant,
                                client.path("name").asString(),
                                client.path("authentication").asString("none"),
                                secret.strip(),
                                client.path("signing").asString("ES256")),
                        PATIENCE));
        Scope scope = new Scope("openid");
        client.path("openIdScopes")
                .valueStream()
                .map(one -> one.asString(""))
                .filter(one -> !one.equals("openid") && !one.equals("offline_access"))
                .forEach(scope::add);
        return seeOther(signIn.request(from.get(), scope, Map.of()).toString());
    }

    @GetMapping(CALLBACK)
    ResponseEntity<String> answer(HttpServletRequest request, HttpServletResponse response) {
        Trial trial = cookies.opened(request, ConsoleCookie.TRIAL, Trial.class)
                .orElseThrow(() -> new SignIn.RefusedException(403, "This browser has no trial under way."));
        response.addHeader("Set-Cookie", cookies.gone(ConsoleCookie.TRIAL));
        SignIn signIn = trial.signIn();
        IDTokenClaimsSet claims = signIn.done(
                        issuer,
                        callback + "?"
                                + Optional.ofNullable(request.getQueryString()).orElse(""),
                        authentication(trial),
                        JWSAlgorithm.parse(trial.algorithm()))
                .claims();
        Map<String, String> shown = new LinkedHashMap<>();
        claims.toJSONObject().forEach((name, value) -> shown.put(name, String.valueOf(value)));
        return pages.plain(
                200,
                "tried",
                Map.of(
                        "name",
                        trial.name(),
                        "claims",
                        shown,
                        "back",
                        "/console/tenants/" + trial.tenant() + "/clients/" + signIn.client()));
    }

    private static Optional<ClientAuthentication> authentication(Trial trial) {
        ClientID client = new ClientID(trial.signIn().client());
        return switch (trial.method()) {
            case "client_secret_basic" -> Optional.of(new ClientSecretBasic(client, new Secret(trial.secret())));
            case "client_secret_post" -> Optional.of(new ClientSecretPost(client, new Secret(trial.secret())));
            default -> Optional.empty();
        };
    }

    @ExceptionHandler(SignIn.RefusedException.class)
    ResponseEntity<String> refused(SignIn.RefusedException e) {
        return failed(e.status(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(Issuer.RefusedException.class)
    ResponseEntity<String> refused(Issuer.RefusedException e) {
        return failed(502, String.valueOf(e.getMessage()));
    }

    private ResponseEntity<String> failed(int status, String text) {
        return pages.plain(
                status,
                "told",
                Map.of(
                        "title",
                        "The login didn’t work",
                        "text",
                        text,
                        "ways",
                        List.of(Map.of("text", "Back to the console", "href", "/console/"))));
    }
}
