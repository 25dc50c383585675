package dev.symbolon.projection.history;

import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.projection.audit.About;
import dev.symbolon.projection.audit.AuditProjection;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as the cause of something: what happened, when, by whom and why.
 *
 * @param place {@code stream#sequence}
 */
public record By(
        String event,
        String type,
        String place,
        Instant time,
        String actor,
        Optional<String> actorId,
        Optional<String> reason,
        String summary) {

    public static By of(RecordedEvent recorded) {
        Envelope envelope = recorded.envelope();
        About about = About.of(recorded.event());
        return new By(
                envelope.id().value(),
                envelope.type(),
                envelope.stream() + "#" + envelope.sequence(),
                envelope.clock().instant(),
                AuditProjection.kindOf(envelope.actor()),
                AuditProjection.idOf(envelope.actor()),
                envelope.reason().or(about::reason),
                about.summary());
    }
}
