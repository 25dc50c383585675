package dev.symbolon.projection.page;

import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.signin.SignIn;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.AuditSettings;
import dev.symbolon.projection.auditor.AuditorSessions;
import dev.symbolon.projection.auditor.AuditorSignIns;
import dev.symbolon.projection.http.AuditorGate;
import dev.symbolon.projection.http.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in, by the platform's own sign-in, and the way out. */
@Controller
final class EntrancePages implements AuditorPage {
    private final AuditorPages pages;
    private final AuditorSessions sessions;
    private final AuditorSignIns signIns;
    private final Refusals refusals;
    private final boolean takesTokens;

    EntrancePages(
            AuditorPages pages,
            AuditorSessions sessions,
            AuditorSignIns signIns,
            Refusals refusals,
            AuditSettings settings) {
        this.pages = pages;
        this.sessions = sessions;
        this.signIns = signIns;
        this.refusals = refusals;
        this.takesTokens = settings.tokenSha256().isPresent();
    }

    @GetMapping(AuditorGate.SIGN_IN)
    ResponseEntity<String> signIn() {
        return entrance(HttpStatus.OK, "");
    }

    /** To the tenant's own sign-in; where a token can be brought along, with that. */
    @PostMapping(AuditorGate.SIGN_IN)
    ResponseEntity<String> signIn(
            @RequestParam(name = "tenant", defaultValue = "") String tenant,
            @RequestParam(name = "token", defaultValue = "") String token,
            HttpServletRequest request) {
        if (takesTokens && tenant.isEmpty()) {
            return begun(request, "", token.strip());
        }
        String slug = tenant.isBlank() ? TenantId.SYSTEM.value() : tenant.strip();
        try {
            return signIns.begin(slug)
                    .map(begun -> seeOther(begun.request())
                            .header("Set-Cookie", sessions.away(begun.signIn()))
                            .<String>build())
                    .orElseGet(() -> entrance(HttpStatus.NOT_FOUND, "There is no tenant of that name."));
        } catch (Issuer.RefusedException refused) {
            return entrance(HttpStatus.SERVICE_UNAVAILABLE, text(refused));
        }
    }

    /** The answer counts in the browser that asked, once. */
    @GetMapping(AuditorGate.CALLBACK)
    ResponseEntity<String> callback(HttpServletRequest request) {
        Optional<SignIn> away = sessions.away(request);
        if (away.isEmpty()) {
            return entrance(HttpStatus.FORBIDDEN, "This browser didn’t begin that sign-in, or took too long.");
        }
        try {
            AuditorSignIns.Token token =
                    signIns.finish(away.get(), request.getRequestURL() + "?" + request.getQueryString());
            return begun(request, token.slug(), token.access());
        } catch (SignIn.RefusedException refused) {
            return entrance(HttpStatusCode.valueOf(refused.status()), text(refused));
        } catch (Issuer.RefusedException refused) {
            return entrance(HttpStatus.BAD_GATEWAY, text(refused));
        }
    }

    /** Here at once, and then where they signed in. */
    @PostMapping(AuditorGate.PAGES + "/sign-out")
    ResponseEntity<String> signOut(HttpServletRequest request) {
        URI next = sessions.token(request).map(this::ended).orElse(URI.create(AuditorGate.SIGNED_OUT));
        return seeOther(next).header("Set-Cookie", sessions.end()).build();
    }

    @GetMapping(AuditorGate.SIGNED_OUT)
    ResponseEntity<String> signedOut() {
        return entrance(HttpStatus.OK, "You are signed out.");
    }

    /** Where the token service can't be told, the browser forgets its session all the same. */
    private URI ended(AuditorSignIns.Token token) {
        try {
            return signIns.end(token);
        } catch (Issuer.RefusedException _) {
            return URI.create(AuditorGate.SIGNED_OUT);
        }
    }

    private ResponseEntity<String> begun(HttpServletRequest request, String slug, String token) {
        Optional<String> cookie = sessions.begin(slug, token);
        if (cookie.isEmpty()) {
            refusals.unknown(request, "audit-sign-in");
            return entrance(
                    HttpStatus.FORBIDDEN,
                    slug.isEmpty()
                            ? "This token lets nobody in."
                            : "You have no role that lets you read the audit trail.");
        }
        return seeOther(URI.create(AuditorGate.PAGES))
                .header("Set-Cookie", cookie.get(), sessions.back())
                .build();
    }

    private ResponseEntity<String> entrance(HttpStatusCode status, String told) {
        return pages.of(
                status, "sign-in", Map.of("told", told, "refused", status.isError(), "takesTokens", takesTokens));
    }

    private static String text(RuntimeException refused) {
        return String.valueOf(refused.getMessage());
    }

    private static ResponseEntity.BodyBuilder seeOther(URI address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", address.toString())
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer");
    }
}
