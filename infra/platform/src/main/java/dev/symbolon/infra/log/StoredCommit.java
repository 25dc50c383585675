package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;

/** A commit as the store holds it; a void one has no events. */
public record StoredCommit(String id, TenantId tenant, HybridTime clock, Position position, List<StoredEvent> events) {
    public StoredCommit {
        events = List.copyOf(events);
    }
}
