package dev.symbolon.core.stream;

import dev.symbolon.core.event.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * How a stream's events make a state: the one definition that aggregates, cached readers and replays share.
 *
 * @param stateVersion raised when the state's shape or meaning changes, so that older snapshots are dropped
 */
public record Fold<S, E extends DomainEvent>(
        StreamType type, Class<E> events, Class<S> state, int stateVersion, Step<S, E> step) {

    /** One event's effect. The state is null before the first event. */
    @FunctionalInterface
    public interface Step<S, E> {
        S apply(@Nullable S state, E event);
    }

    public S apply(@Nullable S before, DomainEvent event) {
        return step.apply(before, events.cast(event));
    }
}
