package dev.symbolon.core.aggregate;

import dev.symbolon.core.stream.StreamId;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/**
 * The aggregates of one type, for a command that concerns several. All that they record in the handling of one command
 * is one unit of work, hence one commit.
 */
public final class Aggregates<A extends EventSourced<S>, S> {

    private final AggregateType<A, S> type;
    private final Repository<A> repository;

    Aggregates(AggregateType<A, S> type, Repository<A> repository) {
        this.type = type;
        this.repository = repository;
    }

    /**
     * That aggregate, locked until the unit of work ends; without a state if its stream has no events, rather than an
     * exception, for anybody may name a stream that doesn't exist. Several are to be asked for in the order of their
     * streams' names, so that two commands never wait for each other.
     */
    public Aggregate<A> at(StreamId stream) {
        if (stream.type() != type.streamType()) {
            throw new IllegalArgumentException(stream + " is no " + type.streamType());
        }
        String name = stream.toString();
        try {
            return repository.loadOrCreate(name, () -> type.restore(name, null));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("can't load " + name, e);
        }
    }
}
