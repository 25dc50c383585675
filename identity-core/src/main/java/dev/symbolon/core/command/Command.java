package dev.symbolon.core.command;

import dev.symbolon.core.stream.StreamId;
import java.util.Set;

/**
 * An order to one aggregate, or to several whose events are one commit. Everything that the decision needs from outside
 * (time, random values, what other aggregates say) is in it.
 *
 * @param <R> what comes of it: a sealed outcome, in which a refusal is a value
 */
public interface Command<R> {
    /** The aggregate that decides; of several, the first. */
    StreamId target();

    /**
     * Streams that this command means to begin, by fresh identifiers: taken as empty without asking the store. Where one
     * isn't, its first slot is taken, and the command is decided again on what is there.
     */
    default Set<StreamId> begins() {
        return Set.of();
    }
}
