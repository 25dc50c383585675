package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LoggedEvent;
import java.util.List;

/** What the log holds, for those who only read. */
public interface StoredEvents {
    /** At most {@code limit} events of the stream from that sequence on, in order. */
    List<LoggedEvent> stream(StreamId stream, long fromSequence, int limit);

    /** At most {@code limit} commits of the tenant in canonical order, after (clock, commit id); voids left out. */
    List<StoredCommit> commits(TenantId tenant, HybridTime afterClock, String afterId, int limit);

    /** The tenant's last commits, the newest first; voids left out. */
    List<StoredCommit> newest(TenantId tenant, int limit);
}
