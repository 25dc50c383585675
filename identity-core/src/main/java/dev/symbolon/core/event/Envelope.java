package dev.symbolon.core.event;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import java.util.List;
import java.util.Optional;

/**
 * What is true of every event: where it stands, when, by whom, and on what grounds.
 *
 * @param sequence   place in its stream, from 0
 * @param correlation one for everything that an outside request caused
 * @param causation  the event or command that directly caused this one
 * @param basis      the aggregates that the decision read besides its own
 * @param reason     a stable code, where the event's name doesn't say it all
 */
public record Envelope(
        EventId id,
        String type,
        int version,
        StreamId stream,
        long sequence,
        HybridTime clock,
        Actor actor,
        String correlation,
        Optional<String> causation,
        List<Basis> basis,
        Optional<String> reason) {
    public Envelope {
        basis = List.copyOf(basis);
    }
}
