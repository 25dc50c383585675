package dev.symbolon.core.command;

import dev.symbolon.core.stream.StreamId;

/**
 * An order to one aggregate, or to several whose events are one commit. Everything that the decision needs from outside
 * (time, random values, what other aggregates say) is in it.
 *
 * @param <R> what comes of it: a sealed outcome, in which a refusal is a value
 */
public interface Command<R> {
    /** The aggregate that decides; of several, the first. */
    StreamId target();
}
