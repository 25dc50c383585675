package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.revocation.Voided;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.ports.decision.Claims;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what one command has done: once, when its root unit of work commits. */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final CommitLog log;
    private final CommitDraft draft;
    private final Verifier verifier;
    private final Freshness freshness;
    private final StateCache cache;
    private final Snapshots snapshots;
    private final Model model;
    private final NodeClock clock;
    private final ControlListener listener;

    Commits(
            CommitLog log,
            CommitDraft draft,
            Verifier verifier,
            Freshness freshness,
            StateCache cache,
            Snapshots snapshots,
            Model model,
            NodeClock clock,
            ControlListener listener) {
        this.log = log;
        this.draft = draft;
        this.verifier = verifier;
        this.freshness = freshness;
        this.cache = cache;
        this.snapshots = snapshots;
        this.model = model;
        this.clock = clock;
        this.listener = listener;
    }

    /** Any failure rolls the root back; nothing but durable states is cached, so that nothing is left of it. */
    void write(CommitUnit unit) {
        try {
            if (!unit.staged().isEmpty()) {
                writeStaged(unit);
            }
        } catch (Error e) {
            // A unit of work rolls back for an exception only, and would keep its locks.
            throw new IllegalStateException("the commit failed", e);
        }
    }

    private void writeStaged(CommitUnit unit) {
        Map<StreamId, Long> written = written(unit);
        List<Basis> basis = unit.relied(written.keySet());
        verifier.verify(basis, unit.loaded().keySet());
        if (unit.staged().stream().anyMatch(Commits::setsWatermark)) {
            // Its clock must be above every revocation that is there, since tokens are issued above those. If the store
            // doesn't answer, the commit won't succeed either; if something can't be read, revoking matters more.
            freshness.catchUp(unit.tenant());
        }
        try {
            HybridTime at = clock.now();
            NewCommit commit = draft.of(unit, basis, at);
            switch (log.append(commit)) {
                case Appended.Stored stored -> {
                    unit.stored(stored.position());
                    remember(unit, at);
                }
                case Appended.SlotTaken taken ->
                    throw new StaleException(taken.streams().isEmpty() ? written.keySet() : taken.streams());
                case Appended.WriterRenewed _ -> throw StaleException.asleep(written.keySet());
                case Appended.ClaimTaken taken -> throw new Claims.ClaimTakenException(taken.kind());
            }
        } catch (LogUnavailableException e) {
            // It may have been stored all the same: what was known of these streams counts no more.
            cache.forget(written.keySet());
            throw e;
        }
    }

    private static boolean setsWatermark(DomainEventMessage<?> message) {
        return Voided.by((DomainEvent) message.getPayload(), message.getSequenceNumber())
                .filter(Voided.Before.class::isInstance)
                .isPresent();
    }

    /** Each stream written with the sequence before; the decision must have read no other than its aggregate had. */
    private static Map<StreamId, Long> written(CommitUnit unit) {
        Map<StreamId, Long> before = new LinkedHashMap<>();
        Map<StreamId, Long> last = new LinkedHashMap<>();
        for (DomainEventMessage<?> message : unit.staged()) {
            DomainEvent event = (DomainEvent) message.getPayload();
            StreamId stream = event.stream();
            long sequence = message.getSequenceNumber();
            if (!stream.tenant().equals(unit.tenant()) || !stream.toString().equals(message.getAggregateIdentifier())) {
                throw new IllegalStateException("an event of " + stream + " in a commit of " + unit.tenant() + " by "
                        + message.getAggregateIdentifier());
            }
            before.putIfAbsent(stream, sequence - 1);
            Long previous = last.put(stream, sequence);
            if (previous != null && previous != sequence - 1) {
                throw new IllegalStateException("the commit has a gap in " + stream);
            }
        }
        // The slots vouch for what the aggregates knew; what the decision read must have been the same.
        Set<StreamId> moved = unit.read().entrySet().stream()
                .filter(read -> !Objects.equals(before.getOrDefault(read.getKey(), read.getValue()), read.getValue())
                        || !Objects.equals(unit.loaded().getOrDefault(read.getKey(), read.getValue()), read.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!moved.isEmpty()) {
            throw new StaleException(moved);
        }
        return before;
    }

    /** Under the aggregates' locks, and never a failure: the commit is durable. */
    private void remember(CommitUnit unit, HybridTime at) {
        for (DomainEventMessage<?> message : unit.staged()) {
            DomainEvent event = (DomainEvent) message.getPayload();
            try {
                cache.written(event.stream(), message.getSequenceNumber(), event, at);
                if (EventCatalogue.of(event.getClass()).control()) {
                    listener.heard(new ControlEvent(event, message.getSequenceNumber(), at));
                }
                if (message.getSequenceNumber() % Snapshots.EVERY == Snapshots.EVERY - 1) {
                    cache.get(model.fold(event.stream().type()), event.stream()).ifPresent(snapshots::keep);
                }
            } catch (RuntimeException e) {
                LOG.error("{} isn't remembered after its commit", event.stream(), e);
                cache.forget(Set.of(event.stream()));
            }
        }
    }
}
