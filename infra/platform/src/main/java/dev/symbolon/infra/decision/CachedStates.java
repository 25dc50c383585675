package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.StreamId;

/** What a node remembers of streams, for those who learn that it has changed. */
public interface CachedStates {
    /** The stream has an event of that sequence: an older state is forgotten. */
    void invalidate(StreamId stream, long sequence);

    /** Everything is forgotten: for a writer that slept through its lease. */
    void forgetAll();
}
