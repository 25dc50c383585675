package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.infra.decision.CachedStates;
import dev.symbolon.infra.decision.ControlEvent;
import dev.symbolon.infra.decision.ControlListener;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.log.StoredEvent;
import java.util.List;

/** Applies what was taken away to all that this node remembers, whichever way it heard of it. */
final class ControlEvents {
    private final EventReading reading;
    private final CachedStates states;
    private final List<ControlListener> listeners;

    ControlEvents(EventReading reading, CachedStates states, List<ControlListener> listeners) {
        this.reading = reading;
        this.states = states;
        this.listeners = List.copyOf(listeners);
    }

    /** Throws when it can't be read; its stream is forgotten all the same. */
    void apply(StreamRecord record) {
        // First, and by the headers: whatever the payload is, the stream has moved on.
        states.invalidate(record.stream(), record.sequence());
        heard(reading.read(record.bytes(), record.sha256(), record.commitId(), record.position()));
    }

    void apply(StoredCommit commit) {
        for (StoredEvent event : commit.events()) {
            if (event.control()) {
                states.invalidate(event.stream(), event.sequence());
                heard(reading.read(event.bytes(), event.sha256(), commit.id(), commit.position()));
            }
        }
    }

    private void heard(RecordedEvent recorded) {
        ControlEvent event = ControlEvent.of(recorded);
        listeners.forEach(listener -> listener.heard(event));
    }
}
