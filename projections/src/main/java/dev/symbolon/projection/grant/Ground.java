package dev.symbolon.projection.grant;

import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.projection.audit.About;
import dev.symbolon.projection.audit.AuditProjection;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a decision rested on: the event that made what it had read of a client, a policy, a consent, a session or
 * a credential.
 *
 * @param sequence −1 where the stream had no events, and the decision knew that there were none
 * @param actor    who had brought it about
 */
public record Ground(
        String stream,
        long sequence,
        Optional<String> type,
        Optional<Instant> time,
        Optional<String> actor,
        Optional<String> actorId,
        String summary) {

    static Ground of(RecordedEvent event) {
        Envelope envelope = event.envelope();
        return new Ground(
                envelope.stream().toString(),
                envelope.sequence(),
                Optional.of(envelope.type()),
                Optional.of(envelope.clock().instant()),
                Optional.of(AuditProjection.kindOf(envelope.actor())),
                AuditProjection.idOf(envelope.actor()),
                About.of(event.event()).summary());
    }

    static Ground none(StreamId stream) {
        return new Ground(
                stream.toString(),
                -1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "there was none");
    }
}
