package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.StoredCommit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what one node asks of the log, and lets a test step in before a commit. */
final class CountingLog implements CommitLog {
    private final CommitLog log;
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger eventsRead = new AtomicInteger();
    final List<List<Basis>> probes = Collections.synchronizedList(new ArrayList<>());
    final List<NewCommit> appends = Collections.synchronizedList(new ArrayList<>());
    volatile Runnable beforeAppend = () -> {};
    volatile Runnable afterAppend = () -> {};

    private volatile boolean keeping = true;

    CountingLog(CommitLog log) {
        this.log = log;
    }

    /** For a long run: no longer remembers what is asked. */
    void keepNothing() {
        keeping = false;
    }

    @Override
    public Appended append(NewCommit commit) {
        beforeAppend.run();
        if (keeping) {
            appends.add(commit);
        }
        Appended appended = log.append(commit);
        afterAppend.run();
        return appended;
    }

    @Override
    public List<LoggedEvent> stream(StreamId stream, long fromSequence, int limit) {
        reads.incrementAndGet();
        List<LoggedEvent> events = log.stream(stream, fromSequence, limit);
        eventsRead.addAndGet(events.size());
        return events;
    }

    @Override
    public Set<StreamId> advanced(TenantId tenant, Collection<Basis> known) {
        if (keeping) {
            probes.add(List.copyOf(known));
        }
        return log.advanced(tenant, known);
    }

    @Override
    public Optional<StreamId> holder(TenantId tenant, String kind, String name) {
        return log.holder(tenant, kind, name);
    }

    @Override
    public Optional<Requested> claiming(TenantId tenant, String kind, String name) {
        return log.claiming(tenant, kind, name);
    }

    @Override
    public List<StoredCommit> commits(TenantId tenant, HybridTime afterClock, String afterId, int limit) {
        return log.commits(tenant, afterClock, afterId, limit);
    }

    @Override
    public List<StoredCommit> newest(TenantId tenant, int limit) {
        return log.newest(tenant, limit);
    }

    @Override
    public Optional<Snapshot> snapshot(StreamId stream, int stateVersion) {
        return log.snapshot(stream, stateVersion);
    }

    @Override
    public void keepSnapshot(Snapshot snapshot) {
        log.keepSnapshot(snapshot);
    }

    @Override
    public void close() {}
}
