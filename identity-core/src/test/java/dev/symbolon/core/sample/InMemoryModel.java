package dev.symbolon.core.sample;

import dev.symbolon.core.IdentityModel;
import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.Repository;

/** The whole model on Axon's in-memory event store: given events, when a command, then events and an outcome. */
public final class InMemoryModel {

    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final Map<Class<?>, Repository<?>> repositories = new HashMap<>();
    private final List<DomainEvent> all = new ArrayList<>();
    private final List<DomainEvent> latest = new ArrayList<>();

    public InMemoryModel() {
        store.subscribe(messages -> messages.forEach(message -> {
            DomainEvent event = (DomainEvent) message.getPayload();
            all.add(event);
            latest.add(event);
            checkPlace((DomainEventMessage<?>) message, event);
        }));
        IdentityModel.subscribe(bus, new Repositories() {
            @Override
            @SuppressWarnings("unchecked")
            public <A extends EventSourced<S>, S> Repository<A> of(AggregateType<A, S> type) {
                return (Repository<A>) repositories.computeIfAbsent(type.type(), _ -> repository(type));
            }
        });
    }

    /** Puts events into the store as if they had been decided before. */
    public InMemoryModel given(DomainEvent... events) {
        for (DomainEvent event : events) {
            long sequence = of(event.stream()).size();
            store.publish(new GenericDomainEventMessage<>(
                    event.streamType().label(), event.stream().toString(), sequence, event));
        }
        latest.clear();
        return this;
    }

    /** Sends a command and says what came of it; {@link #recorded()} says what it wrote. */
    @SuppressWarnings("unchecked")
    public <R> R when(Command<R> command) {
        latest.clear();
        AtomicReference<CommandResultMessage<?>> result = new AtomicReference<>();
        bus.dispatch(GenericCommandMessage.asCommandMessage(command), (_, answer) -> result.set(answer));
        CommandResultMessage<?> answer = result.get();
        if (answer.isExceptional()) {
            throw answer.exceptionResult() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException(answer.exceptionResult());
        }
        return (R) answer.getPayload();
    }

    /** What the last command wrote, in the order of its commit. */
    public List<DomainEvent> recorded() {
        return List.copyOf(latest);
    }

    /** Everything, in the order in which it was written. */
    public List<DomainEvent> history() {
        return List.copyOf(all);
    }

    /** The state of a stream, as readers fold it. */
    public <S> Optional<S> state(Fold<S, ?> fold, StreamId stream) {
        S state = null;
        for (DomainEvent event : of(stream)) {
            state = fold.apply(state, event);
        }
        return Optional.ofNullable(state);
    }

    private List<DomainEvent> of(StreamId stream) {
        return all.stream().filter(event -> event.stream().equals(stream)).toList();
    }

    /** Axon's own idea of where an event stands has to be the model's, because slots are made of it. */
    private void checkPlace(DomainEventMessage<?> message, DomainEvent event) {
        if (!message.getAggregateIdentifier().equals(event.stream().toString())
                || message.getSequenceNumber() != of(event.stream()).size() - 1) {
            throw new AssertionError(
                    event + " stands at " + message.getAggregateIdentifier() + " #" + message.getSequenceNumber());
        }
    }

    private <A extends EventSourced<S>, S> Repository<A> repository(AggregateType<A, S> type) {
        return EventSourcingRepository.builder(type.type())
                .eventStore(store)
                .aggregateFactory(new AbstractAggregateFactory<>(type.type()) {
                    @Override
                    protected A doCreateAggregate(
                            String stream, @SuppressWarnings("rawtypes") DomainEventMessage first) {
                        return type.restore(stream, null);
                    }
                })
                .build();
    }
}
