package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.StreamId;
import java.util.Set;

/** The decision rests on states that have been overtaken: forget them, and decide again. */
final class StaleException extends RuntimeException {
    private final transient Set<StreamId> streams;

    StaleException(Set<StreamId> streams) {
        // Control flow of an expected race: no stack trace.
        super("overtaken: " + streams, null, false, false);
        this.streams = Set.copyOf(streams);
    }

    Set<StreamId> streams() {
        return streams;
    }
}
