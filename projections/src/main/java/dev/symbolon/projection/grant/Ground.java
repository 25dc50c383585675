package dev.symbolon.projection.grant;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.projection.audit.About;
import dev.symbolon.projection.audit.AuditProjection;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a decision had read: the last event of that stream at the time, which is what had to be known of a
 * client, a policy, a consent, a session or a credential.
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

    static Ground of(Basis basis, Optional<RecordedEvent> last) {
        String stream = basis.stream().toString();
        return last.map(event -> new Ground(
                        stream,
                        basis.sequence(),
                        Optional.of(event.envelope().type()),
                        Optional.of(event.envelope().clock().instant()),
                        Optional.of(AuditProjection.kindOf(event.envelope().actor())),
                        AuditProjection.idOf(event.envelope().actor()),
                        About.of(event.event()).summary()))
                .orElseGet(() -> new Ground(
                        stream,
                        basis.sequence(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "there was none"));
    }
}
