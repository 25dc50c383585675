package dev.symbolon.projection.page;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.auditor.AuditorSessions;
import dev.symbolon.projection.http.AuditorGate;
import dev.symbolon.projection.http.Questions;
import dev.symbolon.projection.http.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in, the way out, and the choice of a tenant. */
@Controller
final class EntrancePages implements AuditorPage {
    private final AuditorPages pages;
    private final AuditorSessions sessions;
    private final KnownTenants tenants;
    private final Questions questions;

    private final Refusals refusals;

    EntrancePages(
            AuditorPages pages,
            AuditorSessions sessions,
            KnownTenants tenants,
            Questions questions,
            Refusals refusals) {
        this.refusals = refusals;
        this.pages = pages;
        this.sessions = sessions;
        this.tenants = tenants;
        this.questions = questions;
    }

    @GetMapping(AuditorGate.SIGN_IN)
    ResponseEntity<String> signIn() {
        return pages.of(HttpStatus.OK, "sign-in", Map.of("refused", false));
    }

    @PostMapping(AuditorGate.SIGN_IN)
    ResponseEntity<String> signIn(
            @RequestParam(name = "token", defaultValue = "") String token, HttpServletRequest request) {
        Optional<String> cookie = sessions.begin(token.strip());
        if (cookie.isEmpty()) {
            refusals.unknown(request, "audit-sign-in");
            return pages.of(HttpStatus.FORBIDDEN, "sign-in", Map.of("refused", true));
        }
        return seeOther(AuditorGate.PAGES).header("Set-Cookie", cookie.get()).build();
    }

    @PostMapping(AuditorGate.PAGES + "/sign-out")
    ResponseEntity<String> signOut() {
        return seeOther(AuditorGate.SIGN_IN)
                .header("Set-Cookie", sessions.end())
                .build();
    }

    /** An auditor of one tenant has no choice. */
    @GetMapping(AuditorGate.PAGES)
    ResponseEntity<String> tenants(
            Auditor auditor,
            @RequestParam(name = "tenant", defaultValue = "") String tenant,
            @RequestParam(name = "after") Optional<String> after) {
        if (!tenant.isBlank()) {
            return to(questions.tenant(tenant.strip(), auditor));
        }
        if (auditor.tenant().isPresent()) {
            return to(auditor.tenant().get());
        }
        KnownTenants.Listed listed = tenants.list(after);
        return pages.of(
                HttpStatus.OK,
                "tenants",
                Map.of("tenants", listed.tenants(), "next", listed.next().orElse("")));
    }

    private static ResponseEntity<String> to(TenantId tenant) {
        return seeOther(AuditorGate.PAGES + "/tenants/" + tenant.value() + "/events")
                .build();
    }

    private static ResponseEntity.BodyBuilder seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", path)
                .header("Cache-Control", "no-store");
    }
}
