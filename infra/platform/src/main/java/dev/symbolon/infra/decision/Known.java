package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of a stream.
 *
 * @param state        null for a stream without events
 * @param sequence     of the last event in the state; −1 without events
 * @param clock        of that event
 * @param currentNanos when it was last known to be the stream's end, by the monotonic clock
 */
record Known<S>(
        StreamId stream, Fold<S, ?> fold, @Nullable S state, long sequence, HybridTime clock, long currentNanos) {

    Basis basis() {
        return new Basis(stream, sequence);
    }

    Known<S> with(DomainEvent event, HybridTime at, long nanos) {
        return new Known<>(stream, fold, fold.apply(state, event), sequence + 1, at, nanos);
    }

    Known<S> confirmed(long nanos) {
        return new Known<>(stream, fold, state, sequence, clock, nanos);
    }
}
