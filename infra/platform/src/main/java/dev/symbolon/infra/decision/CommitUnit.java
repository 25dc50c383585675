package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * All that one command writes and rests on, however many units of work it nests. It travels in the command message, so
 * that there is exactly one for each root.
 */
final class CommitUnit {
    static final String KEY = "dev.symbolon.commit";

    private final TenantId tenant;
    private final Origin origin;
    private final Map<StreamId, Long> read;
    private final Set<StreamId> begins;
    private final Map<StreamId, Long> loaded = new LinkedHashMap<>();
    private final List<DomainEventMessage<?>> staged = new ArrayList<>();
    private boolean registered;
    private @Nullable Position position;

    /**
     * @param read   what the decision has read, each with the sequence that it knew
     * @param begins streams taken as empty without asking the store
     */
    CommitUnit(TenantId tenant, Origin origin, Map<StreamId, Long> read, Set<StreamId> begins) {
        this.tenant = tenant;
        this.origin = origin;
        this.read = read;
        this.begins = begins;
    }

    /** The unit of the root that this thread is in. */
    static CommitUnit of(UnitOfWork<?> root) {
        if (root.getMessage().getMetaData().get(KEY) instanceof CommitUnit unit) {
            return unit;
        }
        throw new IllegalStateException("aggregates are loaded and changed by a decision's command only");
    }

    static UnitOfWork<?> currentRoot() {
        return CurrentUnitOfWork.get().root();
    }

    TenantId tenant() {
        return tenant;
    }

    boolean begins(StreamId stream) {
        return begins.contains(stream);
    }

    Origin origin() {
        return origin;
    }

    /** True for the first caller: it registers the one handler that commits the root. */
    boolean register() {
        boolean first = !registered;
        registered = true;
        return first;
    }

    void stage(Collection<? extends EventMessage<?>> events) {
        for (EventMessage<?> event : events) {
            if (!(event instanceof DomainEventMessage<?> domainEvent)) {
                throw new IllegalStateException("an event without an aggregate: " + event.getPayloadType());
            }
            staged.add(domainEvent);
        }
    }

    /** The nested unit of work that published these was rolled back, and its root goes on. */
    void unstage(Collection<? extends EventMessage<?>> events) {
        for (EventMessage<?> event : events) {
            staged.removeIf(one -> one.getIdentifier().equals(event.getIdentifier()));
        }
    }

    List<DomainEventMessage<?>> staged() {
        return staged;
    }

    List<DomainEventMessage<?>> staged(String aggregate) {
        return staged.stream()
                .filter(one -> aggregate.equals(one.getAggregateIdentifier()))
                .toList();
    }

    /** An aggregate was made from the stream's state at that sequence. */
    void loaded(StreamId stream, long sequence) {
        loaded.putIfAbsent(stream, sequence);
    }

    Map<StreamId, Long> read() {
        return read;
    }

    Map<StreamId, Long> loaded() {
        return loaded;
    }

    /** What was read or loaded, but for the streams written: what the log can't tell by the commit's own slots. */
    List<Basis> relied(Collection<StreamId> written) {
        Map<StreamId, Long> all = new LinkedHashMap<>(read);
        loaded.forEach(all::putIfAbsent);
        List<Basis> relied = new ArrayList<>();
        all.forEach((stream, sequence) -> {
            if (!written.contains(stream)) {
                relied.add(new Basis(stream, sequence));
            }
        });
        return relied;
    }

    void stored(Position at) {
        position = at;
    }

    Optional<Position> position() {
        return Optional.ofNullable(position);
    }
}
