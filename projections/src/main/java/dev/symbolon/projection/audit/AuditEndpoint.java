package dev.symbolon.projection.audit;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Questions;
import dev.symbolon.projection.http.Window;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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
    private final Views views;
    private final EventLog log;
    private final Opening opening;
    private final Questions questions;

    AuditEndpoint(AuditLog audit, Views views, EventLog log, Opening opening, Questions questions) {
        this.audit = audit;
        this.views = views;
        this.log = log;
        this.opening = opening;
        this.questions = questions;
    }

    /** @param verified whether the log's bytes have the digest that the row names */
    record VerifiedEvent(AuditEntry entry, boolean verified, String stored) {}

    @GetMapping("/events")
    ResponseEntity<Page<AuditEntry>> events(Asked asked, Window window, @RequestParam Map<String, String> parameters) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(audit.page(asked, AuditQueries.read(parameters, window), window.after(), window.limit()));
    }

    /** How many entries there are of each kind among the newest that a search finds. */
    @GetMapping("/facets")
    ResponseEntity<FacetCounts> facets(Asked asked, Window window, @RequestParam Map<String, String> parameters) {
        AuditQuery query = AuditQueries.read(parameters, window);
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(FacetCounts.of(audit.page(asked, query, Optional.empty(), FacetCounts.COUNTED)));
    }

    /** One event, with its bytes as the log keeps them, held against the digest again. */
    @GetMapping("/events/{event}")
    ResponseEntity<VerifiedEvent> event(Asked asked, @PathVariable("event") String eventId) {
        String id = Questions.id("event", eventId);
        questions.await(AuditProjection.VIEW, asked);
        AuditRow row =
                views.row(AuditProjection.VIEW, asked.tenant(), id).orElseThrow(() -> AuditRefusal.unknown("event"));
        AuditEntry entry = opening.reader(asked.tenant(), asked.auditor()).entry(row);
        List<RecordedEvent> stored = log.stream(StreamId.parse(row.stream()), row.sequence(), 1);
        if (stored.isEmpty()) {
            return ResponseEntity.ok().header("Cache-Control", "no-store").body(new VerifiedEvent(entry, false, ""));
        }
        byte[] bytes = stored.getFirst().bytes();
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(new VerifiedEvent(
                        entry, sha256(bytes).equals(row.digest()), new String(bytes, StandardCharsets.UTF_8)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
