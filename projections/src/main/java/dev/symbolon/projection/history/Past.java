package dev.symbolon.projection.history;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.ports.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** States as they were, folded from the log by the folds that decisions are made with. */
@Component
public final class Past {
    private static final int PAGE = 200;

    private final EventLog log;

    Past(EventLog log) {
        this.log = log;
    }

    /**
     * A state at a moment.
     *
     * @param last the event that made it what it was
     */
    public record Was<S>(S state, RecordedEvent last) {}

    /** The state that the stream had; empty where it had no events yet. */
    public <S> Optional<Was<S>> state(Fold<S, ?> fold, StreamId stream, Moment moment) {
        Folding<S> folding = new Folding<>(fold);
        each(stream, moment, folding::take);
        return folding.was();
    }

    /** As {@link #state(Fold, StreamId, Moment)}, where the kind of state is only known at run time. */
    Optional<? extends Was<?>> state(StreamId stream, Moment moment) {
        return state(Traced.fold(stream.type()), stream, moment);
    }

    /** The stream's events up to the moment, in order. */
    public List<RecordedEvent> events(StreamId stream, Moment moment) {
        List<RecordedEvent> events = new ArrayList<>();
        each(stream, moment, events::add);
        return events;
    }

    /** Each event up to the moment, with the state before it and the state after it. */
    void steps(StreamId stream, Moment moment, Step step) {
        Folding<?> folding = new Folding<>(Traced.fold(stream.type()));
        each(stream, moment, event -> {
            Object before = folding.state;
            folding.take(event);
            step.took(event, before, folding.state);
        });
    }

    /** What one event did to a state. */
    @FunctionalInterface
    interface Step {
        void took(RecordedEvent event, @Nullable Object before, @Nullable Object after);
    }

    /** The event at that place of the log; for what events name as their grounds. */
    public Optional<RecordedEvent> event(StreamId stream, long sequence) {
        return sequence < 0
                ? Optional.empty()
                : log.stream(stream, sequence, 1).stream().findFirst();
    }

    private void each(StreamId stream, Moment moment, Consumer<RecordedEvent> consumer) {
        long next = 0;
        while (true) {
            List<RecordedEvent> page = log.stream(stream, next, PAGE);
            for (RecordedEvent event : page) {
                // A stream's clocks rise: behind the first event that is too late, all are.
                if (!moment.has(event)) {
                    return;
                }
                consumer.accept(event);
            }
            if (page.size() < PAGE) {
                return;
            }
            next += page.size();
        }
    }

    private static final class Folding<S> {
        private final Fold<S, ?> fold;
        private @Nullable S state;
        private @Nullable RecordedEvent last;

        Folding(Fold<S, ?> fold) {
            this.fold = fold;
        }

        void take(RecordedEvent event) {
            state = fold.apply(state, event.event());
            last = event;
        }

        Optional<Was<S>> was() {
            return state == null || last == null ? Optional.empty() : Optional.of(new Was<>(state, last));
        }
    }
}
