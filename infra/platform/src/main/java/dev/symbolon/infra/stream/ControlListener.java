package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;

/** Who wants to hear of every control event, at once and in order: what a node remembers may be void by it. */
@FunctionalInterface
public interface ControlListener {
    void heard(RecordedEvent event);
}
