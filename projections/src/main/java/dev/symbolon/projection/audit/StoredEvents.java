package dev.symbolon.projection.audit;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Questions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;

/** One entry, held against the log again. */
@Component
public final class StoredEvents {
    private final Views views;
    private final EventLog log;
    private final Opening opening;
    private final Retention retention;
    private final Questions questions;

    StoredEvents(Views views, EventLog log, Opening opening, Retention retention, Questions questions) {
        this.views = views;
        this.log = log;
        this.opening = opening;
        this.retention = retention;
        this.questions = questions;
    }

    /**
     * @param verified whether the log's bytes have the digest that the row names
     * @param stored   those bytes; what is personal is sealed in them
     */
    public record VerifiedEvent(AuditEntry entry, boolean verified, String stored) {}

    VerifiedEvent read(Asked asked, String eventId) {
        String id = Questions.id("event", eventId);
        questions.await(AuditProjection.VIEW, asked);
        long begin = retention.begin(asked.tenant()).orElse(0L);
        AuditRow row = views.row(AuditProjection.VIEW, asked.tenant(), id)
                .filter(found -> found.clock() >= begin)
                .orElseThrow(() -> AuditRefusal.unknown("event"));
        AuditEntry entry = opening.reader(asked.tenant(), asked.auditor()).entry(row);
        List<RecordedEvent> stored = log.stream(StreamId.parse(row.stream()), row.sequence(), 1);
        if (stored.isEmpty()) {
            return new VerifiedEvent(entry, false, "");
        }
        byte[] bytes = stored.getFirst().bytes();
        return new VerifiedEvent(entry, sha256(bytes).equals(row.digest()), new String(bytes, StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
