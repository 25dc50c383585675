package dev.symbolon.core.sample;

import static org.axonframework.test.matchers.Matchers.payloadsMatching;
import static org.axonframework.test.matchers.Matchers.predicate;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.aggregate.CommandTargets;
import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.stream.StreamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.Matcher;

/** Axon's fixtures, with commands that name their target themselves. */
public final class Fixtures {

    public static <A> FixtureConfiguration<A> of(Class<A> aggregate) {
        return new AggregateTestFixture<>(aggregate).registerCommandTargetResolver(new CommandTargets());
    }

    /**
     * The same for commands that concern other aggregates too. A fixture keeps one stream; the others are kept next to it, and
     * what is written to them is told to the fixture.
     *
     * @param commands handles them
     * @param beside   events of the other aggregates that were before
     */
    public static <A> FixtureConfiguration<A> of(
            Class<A> aggregate, Function<Repositories, Object> commands, DomainEvent... beside) {
        AggregateTestFixture<A> fixture = new AggregateTestFixture<>(aggregate);
        EmbeddedEventStore store = EmbeddedEventStore.builder()
                .storageEngine(new InMemoryEventStorageEngine())
                .build();
        Map<StreamId, Long> lengths = new HashMap<>();
        for (DomainEvent event : beside) {
            long sequence = lengths.merge(event.stream(), 1L, Long::sum) - 1;
            store.publish(new GenericDomainEventMessage<>(
                    event.streamType().label(), event.stream().toString(), sequence, event));
        }
        store.subscribe(written -> written.forEach(
                message -> fixture.getEventBus().publish(new GenericEventMessage<>(message.getPayload()))));
        fixture.registerCommandTargetResolver(new CommandTargets());
        return fixture.registerAnnotatedCommandHandler(commands.apply(new Repositories() {
            @Override
            @SuppressWarnings("unchecked")
            public <B extends EventSourced<S>, S> Repository<B> of(AggregateType<B, S> type) {
                return type.type() == aggregate
                        ? (Repository<B>) fixture.getRepository()
                        : EventSourcingRepository.builder(type.type())
                                .eventStore(store)
                                .build();
            }
        }));
    }

    /** These and no others, in whatever order: a fixture hears of the streams one after the other. */
    public static Matcher<? extends List<? super EventMessage<?>>> inAnyOrder(DomainEvent... events) {
        return payloadsMatching(predicate(
                (List<?> written) -> written.size() == events.length && written.containsAll(List.of(events))));
    }

    private Fixtures() {}
}
