package dev.symbolon.infra.decision;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.stream.StreamType;
import java.util.EnumMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/** The model on Axon: one command bus, one repository for each aggregate, put together by hand. */
final class Commands implements Repositories {
    /** Ten milliseconds each: who waits for an aggregate longer than that is told to come again. */
    private static final int LOCK_ATTEMPTS = 100;

    private static final int LOCK_QUEUE = 1_000;

    private final CommandBus bus;
    private final EventStore events;
    private final PessimisticLockFactory locks = PessimisticLockFactory.builder()
            .acquireAttempts(LOCK_ATTEMPTS)
            .queueLengthThreshold(LOCK_QUEUE)
            .build();
    private final Map<StreamType, Repository<?>> repositories = new EnumMap<>(StreamType.class);

    Commands(Model model, EventStore events) {
        this.events = events;
        // Whatever a handler throws, nothing of its command may be written.
        this.bus = SimpleCommandBus.builder()
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .duplicateCommandHandlerResolver((command, _, _) -> {
                    throw new IllegalStateException("two handlers for " + command);
                })
                .build();
        model.aggregates().forEach(this::register);
        model.subscribe(bus, this);
    }

    /** What the command came to; its events, if any, are durable. Throws what the handler or the commit threw. */
    @SuppressWarnings("unchecked") // a command's type names its outcome's
    <R> R send(Command<R> command, CommitUnit unit) {
        if (CurrentUnitOfWork.isStarted()) {
            throw new IllegalStateException("a command can't send another through a decision");
        }
        Answer answer = new Answer();
        bus.dispatch(
                new GenericCommandMessage<>(command, MetaData.with(CommitUnit.KEY, unit)),
                (_, result) -> answer.result = result);
        CommandResultMessage<?> result = answer.result;
        if (result == null) {
            throw new IllegalStateException("no result of " + command.getClass());
        }
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return (R) result.getPayload();
    }

    @Override
    @SuppressWarnings("unchecked") // registered under the type that it is for
    public <A extends EventSourced<S>, S> Repository<A> of(AggregateType<A, S> type) {
        Repository<?> repository = repositories.get(type.streamType());
        if (repository == null) {
            throw new IllegalStateException("no repository for " + type.streamType());
        }
        return (Repository<A>) repository;
    }

    private <A extends EventSourced<S>, S> void register(AggregateType<A, S> type) {
        Repository<A> repository = EventSourcingRepository.builder(type.type())
                .eventStore(events)
                .aggregateFactory(new FromState<>(type))
                .lockFactory(locks)
                .build();
        repositories.put(type.streamType(), repository);
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("a command failed", thrown);
        };
    }

    private static final class Answer {
        private @Nullable CommandResultMessage<?> result;
    }

    /** The state comes as one message; see {@link CommitEventStore}. */
    private record FromState<A extends EventSourced<S>, S>(AggregateType<A, S> type) implements AggregateFactory<A> {
        @Override
        public A createAggregateRoot(String aggregateIdentifier, DomainEventMessage<?> firstEvent) {
            Class<S> state = type.fold().state();
            Object first = firstEvent.getPayload();
            return type.restore(aggregateIdentifier, state.isInstance(first) ? state.cast(first) : null);
        }

        @Override
        public Class<A> getAggregateType() {
            return type.type();
        }
    }
}
