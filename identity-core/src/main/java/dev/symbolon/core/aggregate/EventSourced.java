package dev.symbolon.core.aggregate;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.stream.Fold;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * What every aggregate is: the name of its stream and the state that its events make. Subclasses decide; only events
 * change the state, by the fold that readers use too.
 */
public abstract class EventSourced<S> {

    private final Fold<S, ?> fold;

    @AggregateIdentifier
    private @Nullable String stream;

    private @Nullable S state;

    protected EventSourced(Fold<S, ?> fold) {
        this.fold = fold;
    }

    /** Null as long as the stream has no events. */
    protected final @Nullable S state() {
        return state;
    }

    /** Decides that this became true: the state follows at once, the log with the commit. */
    protected final void record(DomainEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    final void on(DomainEvent event) {
        String name = event.stream().toString();
        if (stream != null && !stream.equals(name)) {
            throw new IllegalStateException(stream + " was given an event of " + name);
        }
        stream = name;
        state = fold.apply(state, event);
    }

    final void restore(String stream, @Nullable S state) {
        this.stream = stream;
        this.state = state;
    }
}
