package dev.symbolon.infra.decision;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;

/** An event that the catalogue marks as control, with its place in its stream and its commit's clock. */
public record ControlEvent(DomainEvent event, long sequence, HybridTime clock) {
    public static ControlEvent of(RecordedEvent recorded) {
        return new ControlEvent(
                recorded.event(),
                recorded.envelope().sequence(),
                recorded.envelope().clock());
    }
}
