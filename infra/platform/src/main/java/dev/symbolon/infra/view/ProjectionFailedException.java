package dev.symbolon.infra.view;

import dev.symbolon.core.event.RecordedEvent;

/** A projection threw at an event. Nothing of the batch that it was in has been written. */
final class ProjectionFailedException extends RuntimeException {
    private final transient RecordedEvent event;

    ProjectionFailedException(RecordedEvent event, Throwable cause) {
        super(
                event.envelope().type() + " at " + event.envelope().stream() + "#"
                        + event.envelope().sequence(),
                cause);
        this.event = event;
    }

    RecordedEvent event() {
        return event;
    }
}
