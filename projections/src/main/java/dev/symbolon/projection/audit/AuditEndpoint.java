package dev.symbolon.projection.audit;

import dev.symbolon.projection.http.Question;
import dev.symbolon.projection.http.Window;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Every event of a tenant: searched by any facets together, and each by itself. */
@Component
public final class AuditEndpoint {
    private final AuditLog audit;
    private final StoredEvents stored;

    AuditEndpoint(AuditLog audit, StoredEvents stored) {
        this.audit = audit;
        this.stored = stored;
    }

    public ResponseEntity<EntryPage> events(Question question) {
        Window window = question.window();
        return answer(audit.found(question.asked(), AuditQueries.read(question), window.after(), window.limit()));
    }

    /** How many entries there are of each kind among the newest that a search finds. */
    public ResponseEntity<FacetCounts> facets(Question question) {
        AuditQuery query = AuditQueries.read(question);
        return answer(FacetCounts.of(audit.page(question.asked(), query, Optional.empty(), FacetCounts.COUNTED)));
    }

    /** One event, with its bytes as the log keeps them, held against the digest again. */
    public ResponseEntity<StoredEvents.VerifiedEvent> event(Question question) {
        return answer(stored.read(question.asked(), question.path("event")));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(body);
    }
}
