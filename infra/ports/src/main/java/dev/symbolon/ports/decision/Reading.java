package dev.symbolon.ports.decision;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;

/** What one decision has read: it becomes the {@code basis} of the events that the decision writes. */
public interface Reading {
    TenantId tenant();

    /** The state of one of the tenant's streams; empty when it has no events. */
    default <S> Optional<S> state(Fold<S, ?> fold, Identifier id) {
        return state(fold, StreamId.of(tenant(), fold.type(), id));
    }

    /** The state of a stream; of another tenant only for the register in {@code system}. */
    <S> Optional<S> state(Fold<S, ?> fold, StreamId stream);

    /** The sequence of the stream's last event in the state that this reading has of it; −1 without events. */
    <S> long sequence(Fold<S, ?> fold, StreamId stream);

    /**
     * Sends the command; what it writes is one durable commit when this returns.
     *
     * @throws IllegalStateException at the second commit of one decision
     */
    <R> Committed<R> commit(Command<R> command, Origin origin);
}
