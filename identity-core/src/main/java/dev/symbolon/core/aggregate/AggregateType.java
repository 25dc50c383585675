package dev.symbolon.core.aggregate;

import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.jspecify.annotations.Nullable;

/**
 * One kind of aggregate, as those who store and load them need it: nothing of an aggregate but its stream's name and
 * its state has to be kept in a snapshot or a cache.
 *
 * @param blank makes one without name and state
 */
public record AggregateType<A extends EventSourced<S>, S>(Class<A> type, Fold<S, ?> fold, Supplier<A> blank) {

    public StreamType streamType() {
        return fold.type();
    }

    /** An aggregate as a snapshot kept it; without a state, one whose stream has no events yet. */
    public A restore(String stream, @Nullable S state) {
        A aggregate = blank.get();
        aggregate.restore(stream, state);
        return aggregate;
    }

    /** Subscribes the commands that concern this kind alone. */
    public void subscribe(CommandBus bus, Repositories repositories) {
        AggregateAnnotationCommandHandler.<A>builder()
                .aggregateType(type)
                .repository(repositories.of(this))
                .commandTargetResolver(new CommandTargets())
                .creationPolicyAggregateFactory(
                        stream -> restore(Objects.requireNonNull(stream).toString(), null))
                .build()
                .subscribe(bus);
    }

    /** What a snapshot of it keeps. */
    public Optional<S> state(A aggregate) {
        EventSourced<S> sourced = aggregate;
        return Optional.ofNullable(sourced.state());
    }
}
