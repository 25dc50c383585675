package dev.symbolon.infra.log;

import dev.symbolon.core.event.Claim;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * All events of one command, over one or several streams of one tenant: stored whole or not at all.
 *
 * @param claims      names that the events take or give back, with the stream that holds them
 * @param requestHash of an idempotent request's body
 */
public record NewCommit(
        String id,
        TenantId tenant,
        HybridTime clock,
        List<StoredEvent> events,
        List<ClaimChange> claims,
        Optional<byte[]> requestHash) {
    public NewCommit {
        events = List.copyOf(events);
        claims = List.copyOf(claims);
    }

    /** Whether it takes something away, so that every node must hear of it. */
    public boolean control() {
        return events.stream().anyMatch(StoredEvent::control);
    }

    /** Whether it makes tokens void. */
    boolean voids() {
        return events.stream()
                .anyMatch(event ->
                        event.control() && EventCatalogue.named(event.type()).voids());
    }

    public record ClaimChange(Claim claim, StreamId holder) {}
}
