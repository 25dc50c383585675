package dev.symbolon.infra.log;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.infra.mongo.RefusedWriteException;
import dev.symbolon.ports.decision.Decisions.UndecidedException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The event store: one document per commit, slots as the optimistic lock. */
public interface CommitLog extends StoredEvents, AutoCloseable {

    /** What became of an append; known for certain, a lost answer having been settled by the writer's slot. */
    sealed interface Appended {
        record Stored(Position position) implements Appended {}

        /** Another commit has one of these slots: the streams are ahead of what the decision knew. */
        record SlotTaken(Set<StreamId> streams) implements Appended {}

        /**
         * Another node had closed this one's writer: nothing was stored, all that this node remembered is forgotten, and
         * it writes under another epoch by now.
         */
        record WriterRenewed() implements Appended {}

        /** A name that the commit claims is held. */
        record ClaimTaken(String kind, String name) implements Appended {}
    }

    /** Stores the commit and waits until it is durable. Throws {@link LogUnavailableException} when that can't be said. */
    Appended append(NewCommit commit);

    /** Of these streams, those that have an event after the sequence that the basis names: one query, empty means current. */
    Set<StreamId> advanced(TenantId tenant, Collection<Basis> known);

    /** Who holds a claimed name. */
    Optional<StreamId> holder(TenantId tenant, String kind, String name);

    /** The commit that took a name first, with the hash of the request that it answered. */
    Optional<Requested> claiming(TenantId tenant, String kind, String name);

    record Requested(StoredCommit commit, byte[] requestHash) {}

    /** The newest snapshot of that state version, if there is one. */
    Optional<Snapshot> snapshot(StreamId stream, int stateVersion);

    /** Keeps a snapshot; losing one costs time only. */
    void keepSnapshot(Snapshot snapshot);

    @Override
    void close();

    record LoggedEvent(StoredEvent event, String commitId, HybridTime clock, Position position) {}

    record Snapshot(StreamId stream, long sequence, int stateVersion, HybridTime clock, byte[] state) {}

    final class LogUnavailableException extends UndecidedException {
        public LogUnavailableException(String message, Throwable cause) {
            super(message, cause, RefusedWriteException.in(cause).isPresent() || cause instanceof CellNotSetException);
        }
    }
}
