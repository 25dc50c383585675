package dev.symbolon.core.aggregate;

import org.axonframework.modelling.command.Repository;

/** Where aggregates are loaded from: one repository for each type, given by who runs the model. */
public interface Repositories {
    <A extends EventSourced<S>, S> Repository<A> of(AggregateType<A, S> type);

    /** The aggregates of that type, for use within the handling of a command. */
    default <A extends EventSourced<S>, S> Aggregates<A, S> aggregates(AggregateType<A, S> type) {
        return new Aggregates<>(type, of(type));
    }
}
