package dev.symbolon.projection.audit;

import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditorGate;
import dev.symbolon.projection.http.Window;
import dev.symbolon.projection.page.AuditorPage;
import dev.symbolon.projection.page.AuditorPages;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log as pages: the search, one event, and what goes on right now. */
@Controller
@RequestMapping(AuditorGate.PAGES + "/tenants/{tenant}")
final class EventPages implements AuditorPage {
    private static final Set<String> UNTOLD = Set.of("position", "limit");

    private final AuditLog audit;
    private final StoredEvents stored;
    private final AuditorPages pages;

    EventPages(AuditLog audit, StoredEvents stored, AuditorPages pages) {
        this.audit = audit;
        this.stored = stored;
        this.pages = pages;
    }

    @GetMapping("/events")
    ResponseEntity<String> events(Asked asked, Window window, @RequestParam Map<String, String> parameters) {
        AuditQuery query = AuditQueries.read(parameters, window);
        EntryPage page = audit.found(asked, query, window.after(), window.limit());
        Optional<FacetCounts> counts = window.after().isPresent()
                ? Optional.empty()
                : Optional.of(FacetCounts.of(audit.page(asked, query, Optional.empty(), FacetCounts.COUNTED)));
        Map<String, String> given = new HashMap<>(parameters);
        given.values().removeIf(String::isBlank);
        given.keySet().removeAll(UNTOLD);
        return pages.of(
                asked.tenant(), "events", "events", SearchModel.of(here(asked), api(asked), given, page, counts));
    }

    @GetMapping("/events/{event}")
    ResponseEntity<String> event(Asked asked, @PathVariable("event") String id) {
        StoredEvents.VerifiedEvent event = stored.read(asked, id);
        AuditEntry entry = event.entry();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Time", entry.time().toString());
        facts.put("Event", entry.event());
        facts.put("Type", entry.type() + " v" + entry.version());
        facts.put("Stream", entry.stream() + "#" + entry.sequence());
        facts.put("Outcome", entry.outcome().label());
        entry.reason().ifPresent(reason -> facts.put("Reason", reason));
        facts.put(
                "Caused by",
                entry.actorId().map(actor -> entry.actor() + " " + actor).orElse(entry.actor()));
        entry.actorName().ifPresent(name -> facts.put("Whose name is", EntryView.shown(name)));
        entry.subject().ifPresent(subject -> facts.put("Person", subject));
        entry.subjectName().ifPresent(name -> facts.put("Person’s name", EntryView.shown(name)));
        entry.client().ifPresent(client -> facts.put("Client", client));
        entry.clientName().ifPresent(name -> facts.put("Client’s name", name));
        entry.grant().ifPresent(grant -> facts.put("Grant", grant));
        entry.session().ifPresent(session -> facts.put("Session", session));
        entry.authorization().ifPresent(authorization -> facts.put("Authorization", authorization));
        entry.address().ifPresent(address -> facts.put("Address", EntryView.shown(address)));
        facts.put("Request", entry.correlation());
        entry.causation().ifPresent(causation -> facts.put("Because of", causation));
        if (!entry.basis().isEmpty()) {
            facts.put("Decided on", String.join(", ", entry.basis()));
        }
        facts.put("SHA-256", entry.digest());
        return pages.of(
                asked.tenant(),
                "events",
                "event",
                Map.of(
                        "entry", EntryView.of(entry, here(asked)),
                        "facts", facts,
                        "verified", event.verified(),
                        "stored", event.stored()));
    }

    @GetMapping("/live")
    ResponseEntity<String> live(Asked asked) {
        return pages.of(asked.tenant(), "live", "live", Map.of());
    }

    private static String here(Asked asked) {
        return AuditorGate.PAGES + "/tenants/" + asked.tenant().value();
    }

    private static String api(Asked asked) {
        return "/audit/v1/tenants/" + asked.tenant().value();
    }
}
