package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamId;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.common.Registration;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event store on the commit log. What the units of work of one command publish, nested ones and those preparing
 * their commit included, is gathered on the root and written once, when the root commits.
 *
 * <p>An aggregate is made from its stream's state, so that its event stream here is that state as one message, and after
 * it what the running command has added.
 */
final class CommitEventStore implements EventStore {
    private final States states;
    private final Model model;
    private final Commits commits;

    CommitEventStore(States states, Model model, Commits commits) {
        this.states = states;
        this.model = model;
        this.commits = commits;
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        UnitOfWork<?> current = CurrentUnitOfWork.get();
        UnitOfWork<?> root = current.root();
        if (root.phase().isAfter(UnitOfWork.Phase.PREPARE_COMMIT)) {
            throw new IllegalStateException("the command's commit is under way: it takes no more events");
        }
        CommitUnit unit = CommitUnit.of(root);
        if (unit.register()) {
            root.onCommit(_ -> commits.write(unit));
        }
        unit.stage(events);
        if (current != root) {
            current.onRollback(_ -> unit.unstage(events));
        }
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier) {
        CommitUnit unit = CommitUnit.of(CommitUnit.currentRoot());
        StreamId stream = StreamId.parse(aggregateIdentifier);
        if (!stream.tenant().equals(unit.tenant())) {
            throw new IllegalStateException("a command of " + unit.tenant() + " can't load " + stream);
        }
        Fold<?, ?> fold = model.fold(stream.type());
        Known<?> known = unit.begins(stream) ? states.begun(fold, stream) : states.known(fold, stream);
        unit.loaded(stream, known.sequence());
        List<DomainEventMessage<?>> staged = unit.staged(aggregateIdentifier);
        DomainEventStream added = DomainEventStream.of(staged);
        Object state = known.state();
        return state == null
                ? added
                : DomainEventStream.concat(
                        DomainEventStream.of(new GenericDomainEventMessage<>(
                                stream.type().label(), aggregateIdentifier, known.sequence(), state)),
                        added);
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("snapshots are kept by whoever loads a long stream");
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        throw new UnsupportedOperationException("projections track the stream, not the log");
    }

    @Override
    public Registration subscribe(Consumer<List<? extends EventMessage<?>>> eventProcessor) {
        throw new UnsupportedOperationException("projections track the stream, not the log");
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super EventMessage<?>> dispatchInterceptor) {
        throw new UnsupportedOperationException("events are written as their aggregate applied them");
    }
}
