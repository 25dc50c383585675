package dev.symbolon.projection.page;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.projection.auditor.AuditorSession;
import dev.symbolon.projection.auditor.AuditorSignIns;
import dev.symbolon.projection.http.AuditorGate;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Makes the auditors' pages: complete without scripts, and without anything from elsewhere. A template lies in
 * {@code templates/auditor} and puts its content into {@code layout}.
 */
@Component
public final class AuditorPages {
    /** A fragment has none: without it browsers would show the page as those of the last century. */
    private static final String DOCTYPE = "<!DOCTYPE html>\n";

    private final ITemplateEngine templates;
    private final Assets assets;
    private final Decisions decisions;
    private final String policy;

    AuditorPages(ITemplateEngine templates, Assets assets, Decisions decisions, AuditorSignIns signIns) {
        this.templates = templates;
        this.assets = assets;
        this.decisions = decisions;
        // Browsers hold the redirect that follows a form against form-action: signing in and out leads to the issuer.
        this.policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                + " form-action 'self' " + signIns.origin() + "; frame-ancestors 'none'; base-uri 'none'";
    }

    /**
     * A page about a tenant.
     *
     * @param section what the navigation marks: {@code events}, {@code live}, {@code parked} …
     * @param model   what the template shows
     */
    public ResponseEntity<String> of(TenantId tenant, String section, String template, Map<String, ?> model) {
        Context context = plain();
        context.setVariable("tenant", tenant.value());
        context.setVariable("tenantName", name(tenant));
        context.setVariable("here", AuditorGate.PAGES + "/tenants/" + tenant.value());
        context.setVariable("api", "/audit/v1/tenants/" + tenant.value());
        context.setVariable("section", section);
        model.forEach(context::setVariable);
        return answer(HttpStatusCode.valueOf(200), template, context);
    }

    /** A page about no tenant. */
    public ResponseEntity<String> of(HttpStatusCode status, String template, Map<String, ?> model) {
        Context context = plain();
        model.forEach(context::setVariable);
        return answer(status, template, context);
    }

    /** What a tenant is called by those who look at its pages; its id as long as it has no log. */
    public String name(TenantId tenant) {
        return tenant.equals(TenantId.SYSTEM)
                ? "Platform"
                : decisions
                        .glance(tenant, reading -> reading.state(TenantState.FOLD, tenant))
                        .map(state -> state.branding().displayName())
                        .orElse(tenant.value());
    }

    private Context plain() {
        Context context = new Context(Locale.ENGLISH);
        context.setVariable("stylesheet", assets.path("auditor.css"));
        context.setVariable("script", assets.path("auditor.js"));
        context.setVariable("icon", assets.path("icon.svg"));
        context.setVariable("signIn", AuditorGate.SIGN_IN);
        session().ifPresent(session -> context.setVariable("proof", session.proof()));
        return context;
    }

    private static Optional<AuditorSession> session() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
            HttpServletRequest request = current.getRequest();
            return Optional.ofNullable((AuditorSession) request.getAttribute(AuditorSession.class.getName()));
        }
        return Optional.empty();
    }

    private ResponseEntity<String> answer(HttpStatusCode status, String template, Context context) {
        return ResponseEntity.status(status)
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", policy)
                .body(DOCTYPE + templates.process("auditor/" + template, context));
    }
}
