package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.StreamId;
import java.util.Set;

/** The decision rests on states that have been overtaken: forget them, and decide again. */
final class StaleException extends RuntimeException {
    private final transient Set<StreamId> streams;
    private final boolean writerRenewed;

    StaleException(Set<StreamId> streams) {
        this(streams, "overtaken", false);
    }

    private StaleException(Set<StreamId> streams, String what, boolean writerRenewed) {
        // Control flow of an expected race: no stack trace.
        super(what + ": " + streams, null, false, false);
        this.streams = Set.copyOf(streams);
        this.writerRenewed = writerRenewed;
    }

    /** This node slept: whatever it knew may be old, and is forgotten already. */
    static StaleException asleep(Set<StreamId> streams) {
        return new StaleException(streams, "decided before this node's writer was taken over", true);
    }

    /** Whether nobody was faster: the log refused whatever this node had decided until then. */
    boolean writerRenewed() {
        return writerRenewed;
    }

    Set<StreamId> streams() {
        return streams;
    }
}
