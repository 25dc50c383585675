package dev.symbolon.infra.view;

import dev.symbolon.core.event.RecordedEvent;
import java.util.List;

/** Where events of one tenant become rows. */
public interface EventSink {
    /** Brings the events in; durable when this returns. What is there already is skipped. */
    void apply(List<RecordedEvent> events);

    /** Stops following a stream that has an event which can't be read. */
    void park(UnreadableStreamException unreadable);
}
