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
import java.util.HashMap;
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

/** Every event of a tenant, newest first, by time and one of: subject, client, type, grant. */
@RestController
@RequestMapping("/audit/v1/tenants/{tenant}/events")
final class AuditEndpoint {
    private final Views views;
    private final EventLog log;
    private final Questions questions;

    AuditEndpoint(Views views, EventLog log, Questions questions) {
        this.views = views;
        this.log = log;
        this.questions = questions;
    }

    /** @param verified whether the log's bytes have the digest that the row names */
    record VerifiedEvent(AuditRow row, boolean verified, String stored) {}

    @GetMapping
    ResponseEntity<Page<AuditRow>> events(
            Asked asked,
            Window window,
            @RequestParam Optional<String> subject,
            @RequestParam Optional<String> client,
            @RequestParam Optional<String> type,
            @RequestParam Optional<String> grant) {
        Map<String, String> equal = new HashMap<>();
        subject.ifPresent(value -> equal.put("subject", Questions.value(value)));
        client.ifPresent(value -> equal.put("client", Questions.value(value)));
        type.ifPresent(value -> equal.put("type", Questions.value(value)));
        grant.ifPresent(value -> equal.put("grant", Questions.value(value)));
        if (equal.size() > 1) {
            throw AuditRefusal.invalid("one-filter", "one of subject, client, type and grant, besides the times");
        }
        questions.await(AuditProjection.VIEW, asked);
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(views.find(AuditProjection.VIEW, asked.tenant(), window.of(equal, AuditProjection.SORT)));
    }

    /** One event, with its bytes as the log keeps them, held against the digest again. */
    @GetMapping("/{event}")
    ResponseEntity<VerifiedEvent> event(Asked asked, @PathVariable("event") String eventId) {
        String id = Questions.id("event", eventId);
        questions.await(AuditProjection.VIEW, asked);
        AuditRow row =
                views.row(AuditProjection.VIEW, asked.tenant(), id).orElseThrow(() -> AuditRefusal.unknown("event"));
        List<RecordedEvent> stored = log.stream(StreamId.parse(row.stream()), row.sequence(), 1);
        if (stored.isEmpty()) {
            return ResponseEntity.ok(new VerifiedEvent(row, false, ""));
        }
        byte[] bytes = stored.getFirst().bytes();
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(new VerifiedEvent(
                        row, sha256(bytes).equals(row.digest()), new String(bytes, StandardCharsets.UTF_8)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
