package dev.symbolon.ports.log;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;

/** The log itself, for those who prove what it says. */
public interface EventLog {
    /** At most {@code limit} events of a stream from that sequence on, in order, each with its stored bytes and digest. */
    List<RecordedEvent> stream(StreamId stream, long fromSequence, int limit);

    /**
     * The events of at most {@code commits} of the tenant's commits, in canonical order, after that clock and commit id;
     * none at the end.
     */
    List<RecordedEvent> commits(TenantId tenant, HybridTime afterClock, String afterCommit, int commits);
}
