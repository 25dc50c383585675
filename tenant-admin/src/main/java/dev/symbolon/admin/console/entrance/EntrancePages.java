package dev.symbolon.admin.console.entrance;

import static dev.symbolon.admin.console.ConsolePages.seeOther;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.console.ConsoleCookie;
import dev.symbolon.admin.console.ConsolePages;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.console.ConsoleSessions;
import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.signin.SealedCookies;
import dev.symbolon.admission.signin.SignIn;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.HybridClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sign-in at the person's own tenant, and sign-out there too. */
@Controller
final class EntrancePages {
    private static final Logger LOG = LoggerFactory.getLogger(EntrancePages.class);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String CLIENT = AdminScopes.CONSOLE.value();

    /** What the ID token is to say besides who it is (OpenID Connect Core §5.5). */
    private static final String NAMES = "{\"id_token\":{\"name\":null,\"preferred_username\":null}}";

    private final Issuer issuer;
    private final SealedCookies cookies;
    private final ConsoleSessions sessions;
    private final ConsolePages pages;
    private final Claims claims;
    private final Randomness randomness;
    private final HybridClock clock;
    private final String base;

    EntrancePages(
            Issuer issuer,
            SealedCookies cookies,
            ConsoleSessions sessions,
            ConsolePages pages,
            Claims claims,
            Randomness randomness,
            HybridClock clock,
            AdminSettings settings) {
        this.issuer = issuer;
        this.cookies = cookies;
        this.sessions = sessions;
        this.pages = pages;
        this.claims = claims;
        this.randomness = randomness;
        this.clock = clock;
        this.base = settings.publicBase() + "/console/";
    }

    /** @param back where to go on, once signed in */
    private record Pending(SignIn signIn, String back) {}

    @GetMapping({"/console", "/console/"})
    ResponseEntity<String> start(HttpServletRequest request) {
        ConsoleSession session = ConsoleSession.of(request);
        return seeOther(session.ofPlatform() ? "/console/tenants" : "/console/tenants/" + session.tenant());
    }

    @GetMapping("/console/sign-in")
    ResponseEntity<String> choose(
            @RequestParam(name = "tenant", defaultValue = "") String slug,
            @RequestParam(name = "back", defaultValue = "") String back) {
        return chosen(200, Slug.wellFormed(slug) ? slug : "", back, "");
    }

    private ResponseEntity<String> chosen(int status, String slug, String back, String problem) {
        return pages.plain(status, "sign-in", Map.of("slug", slug, "back", ReturnAddress.of(back), "problem", problem));
    }

    @PostMapping("/console/sign-in")
    ResponseEntity<String> begin(
            @RequestParam(name = "tenant", defaultValue = "") String given,
            @RequestParam(name = "back", defaultValue = "") String back,
            HttpServletResponse response) {
        String slug = given.strip().toLowerCase(Locale.ROOT);
        Optional<OIDCProviderMetadata> from = issuer.published(slug);
        if (from.isEmpty()) {
            return chosen(422, given, back, "There is no organisation of that name.");
        }
        SignIn signIn = SignIn.at(slug, CLIENT, base + "callback", clock.now().instant());
        response.addHeader(
                "Set-Cookie",
                cookies.sealed(ConsoleCookie.SIGN_IN, new Pending(signIn, ReturnAddress.of(back)), PATIENCE));
        Scope scope = new Scope("openid", "profile");
        AdminScopes.permissions(slug.equals(TenantId.SYSTEM.value())).stream()
                .map(AdminPermission::scope)
                .forEach(scope::add);
        return seeOther(signIn.request(from.get(), scope, Map.of("resource", AdminScopes.AUDIENCE, "claims", NAMES))
                .toString());
    }

    @GetMapping("/console/callback")
    ResponseEntity<String> callback(HttpServletRequest request, HttpServletResponse response) {
        Pending pending = cookies.opened(request, ConsoleCookie.SIGN_IN, Pending.class)
                .orElseThrow(() -> new SignIn.RefusedException(403, "This browser has no sign-in under way."));
        // One answer to each sign-in, whatever it is.
        response.addHeader("Set-Cookie", cookies.gone(ConsoleCookie.SIGN_IN));
        SignIn signIn = pending.signIn();
        SignIn.Done done = signIn.done(
                issuer,
                base + "callback?"
                        + Optional.ofNullable(request.getQueryString()).orElse(""),
                Optional.empty(),
                JWSAlgorithm.ES256);
        TenantId tenant = claims.holder(TenantId.SYSTEM, "slug", signIn.slug())
                .map(entry -> new TenantId(entry.id()))
                .orElseThrow();
        Instant now = clock.now().instant();
        // A new session, whoever was here before: nothing of an old one goes on.
        sessions.keep(
                response,
                new ConsoleSession(
                        signIn.slug(),
                        tenant.value(),
                        done.claims().getSubject().getValue(),
                        name(done.claims()),
                        Tokens.of(done.tokens(), now, new ConsoleSession.Tokens("", now, "", "")),
                        randomness.identifier(),
                        now,
                        now,
                        ""));
        return seeOther(pending.back());
    }

    private static String name(IDTokenClaimsSet claims) {
        return Optional.ofNullable(claims.getStringClaim("name"))
                .or(() -> Optional.ofNullable(claims.getStringClaim("preferred_username")))
                .filter(name -> name.length() <= 60)
                .orElse("Signed in");
    }

    /** Here and at the tenant (OpenID Connect RP-Initiated Logout §2). */
    @PostMapping("/console/sign-out")
    ResponseEntity<String> signOut(HttpServletRequest request, HttpServletResponse response) {
        ConsoleSession session = ConsoleSession.of(request);
        sessions.end(response, session);
        OIDCProviderMetadata from = issuer.published(session.slug()).orElseThrow();
        try {
            issuer.revoke(from.getRevocationEndpointURI(), new ClientID(CLIENT), ending(session.tokens()));
        } catch (Issuer.RefusedException e) {
            LOG.warn("a console session's grant isn't revoked: {}", e.getMessage());
        }
        return seeOther(new LogoutRequest(
                        from.getEndSessionEndpointURI(),
                        hint(session),
                        null,
                        new ClientID(CLIENT),
                        URI.create(base + "signed-out"),
                        null,
                        List.of())
                .toURI()
                .toString());
    }

    /** The refresh token stands for the whole grant (RFC 7009 §2.1); without one, the access token does for itself. */
    private static String ending(ConsoleSession.Tokens tokens) {
        return tokens.refresh().isEmpty() ? tokens.access() : tokens.refresh();
    }

    private static @Nullable JWT hint(ConsoleSession session) {
        try {
            return JWTParser.parse(session.tokens().id());
        } catch (ParseException _) {
            return null;
        }
    }

    @GetMapping("/console/signed-out")
    ResponseEntity<String> signedOut() {
        return told(200, "You are signed out", "See you.");
    }

    @ExceptionHandler(SignIn.RefusedException.class)
    ResponseEntity<String> refused(SignIn.RefusedException e) {
        return told(e.status(), "You aren’t signed in", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(Issuer.RefusedException.class)
    ResponseEntity<String> refused(Issuer.RefusedException e) {
        LOG.warn("a sign-in to the console failed", e);
        return told(502, "You aren’t signed in", String.valueOf(e.getMessage()));
    }

    private ResponseEntity<String> told(int status, String title, String text) {
        Map<String, Object> way = new LinkedHashMap<>(Map.of("text", "Sign in", "href", "/console/sign-in"));
        return pages.plain(status, "told", Map.of("title", title, "text", text, "ways", List.of(way)));
    }
}
