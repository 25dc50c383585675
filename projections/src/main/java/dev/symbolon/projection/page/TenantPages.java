package dev.symbolon.projection.page;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.http.AuditorGate;
import dev.symbolon.projection.http.Questions;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The choice of a tenant. */
@Controller
final class TenantPages implements AuditorPage {
    private final AuditorPages pages;
    private final KnownTenants tenants;
    private final Questions questions;

    TenantPages(AuditorPages pages, KnownTenants tenants, Questions questions) {
        this.pages = pages;
        this.tenants = tenants;
        this.questions = questions;
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
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", AuditorGate.PAGES + "/tenants/" + tenant.value() + "/events")
                .header("Cache-Control", "no-store")
                .build();
    }
}
