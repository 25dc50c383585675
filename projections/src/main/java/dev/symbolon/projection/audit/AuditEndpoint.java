package dev.symbolon.projection.audit;

import dev.symbolon.ports.view.Page;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.Window;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every event of a tenant: searched by any facets together, and each by itself. */
@RestController
@RequestMapping("/audit/v1/tenants/{tenant}")
final class AuditEndpoint {
    private final AuditLog audit;
    private final StoredEvents stored;

    AuditEndpoint(AuditLog audit, StoredEvents stored) {
        this.audit = audit;
        this.stored = stored;
    }

    @GetMapping("/events")
    ResponseEntity<Page<AuditEntry>> events(Asked asked, Window window, @RequestParam Map<String, String> parameters) {
        return answer(audit.page(asked, AuditQueries.read(parameters, window), window.after(), window.limit()));
    }

    /** How many entries there are of each kind among the newest that a search finds. */
    @GetMapping("/facets")
    ResponseEntity<FacetCounts> facets(Asked asked, Window window, @RequestParam Map<String, String> parameters) {
        AuditQuery query = AuditQueries.read(parameters, window);
        return answer(FacetCounts.of(audit.page(asked, query, Optional.empty(), FacetCounts.COUNTED)));
    }

    /** One event, with its bytes as the log keeps them, held against the digest again. */
    @GetMapping("/events/{event}")
    ResponseEntity<StoredEvents.VerifiedEvent> event(Asked asked, @PathVariable("event") String id) {
        return answer(stored.read(asked, id));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(body);
    }
}
