package dev.symbolon.projection.history;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.view.Views;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A tenant's log as it was read once, so that thousands of questions don't wait for the store. */
record RememberedLog(Map<StreamId, List<RecordedEvent>> streams) implements EventLog {
    static RememberedLog of(List<RecordedEvent> history) {
        return new RememberedLog(history.stream().collect(Collectors.groupingBy(event -> event.envelope().stream())));
    }

    /** All of them provisional, which spares asking how far the views are. */
    Moments moments(Views views) {
        return new Moments(this, views, _ -> HybridTime.ZERO);
    }

    @Override
    public List<RecordedEvent> stream(StreamId stream, long fromSequence, int limit) {
        return streams.getOrDefault(stream, List.of()).stream()
                .skip(fromSequence)
                .limit(limit)
                .toList();
    }

    @Override
    public List<RecordedEvent> commits(TenantId tenant, HybridTime afterClock, String afterCommit, int commits) {
        throw new UnsupportedOperationException("who looks back asks by stream");
    }
}
