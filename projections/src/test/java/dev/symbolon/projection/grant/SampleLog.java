package dev.symbolon.projection.grant;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log in memory, for histories that are the same at every run. */
final class SampleLog implements EventLog {
    private final Map<StreamId, List<RecordedEvent>> streams = new HashMap<>();
    private Instant now;
    private int commits;

    SampleLog(Instant begin) {
        this.now = begin;
    }

    Instant now() {
        return now;
    }

    SampleLog after(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** All in one commit, by that actor, each on the ground of what these streams hold. */
    SampleLog commit(Actor actor, List<StreamId> read, DomainEvent... events) {
        List<Basis> basis = read.stream()
                .map(stream -> new Basis(
                        stream, streams.getOrDefault(stream, List.of()).size() - 1))
                .toList();
        String commit = "commit" + (1000 + commits++);
        for (DomainEvent event : events) {
            List<RecordedEvent> stream = streams.computeIfAbsent(event.stream(), _ -> new ArrayList<>());
            EventCatalogue.Entry entry = EventCatalogue.of(event.getClass());
            stream.add(new RecordedEvent(
                    new Envelope(
                            new EventId(commit + "-" + entry.name().replace('.', '-')),
                            entry.name(),
                            entry.version(),
                            event.stream(),
                            stream.size(),
                            HybridTime.atMillis(now.toEpochMilli()),
                            actor,
                            "request-" + commits,
                            Optional.empty(),
                            basis,
                            Optional.empty()),
                    event,
                    commit,
                    new Position(event.tenant(), "sample", 1, commits),
                    new byte[0],
                    new byte[0]));
        }
        return this;
    }

    @Override
    public List<RecordedEvent> stream(StreamId stream, long fromSequence, int limit) {
        List<RecordedEvent> events = streams.getOrDefault(stream, List.of());
        int from = (int) Math.min(events.size(), fromSequence);
        return List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
    }

    @Override
    public List<RecordedEvent> commits(TenantId tenant, HybridTime afterClock, String afterCommit, int commits) {
        throw new UnsupportedOperationException("grants are read by their streams");
    }
}
