package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LoggedEvent;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.log.StoredEvents;
import dev.symbolon.infra.view.UnreadableStreamException;
import dev.symbolon.ports.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The log as the projections read it: what the stream skipped, what a queue had no room for, and everything. */
final class StoreReader implements EventLog {
    private static final int PAGE = 200;

    private final StoredEvents log;
    private final EventReading reading;

    StoreReader(StoredEvents log, EventReading reading) {
        this.log = log;
        this.reading = reading;
    }

    /** A stream's events of those types, from one sequence to before another. */
    List<RecordedEvent> between(StreamId stream, long from, long until, Predicate<String> types) {
        List<RecordedEvent> events = new ArrayList<>();
        long next = from;
        while (next < until) {
            List<LoggedEvent> page = log.stream(stream, next, (int) Math.min(PAGE, until - next));
            page.stream()
                    .filter(logged -> types.test(logged.event().type()))
                    .forEach(logged -> events.add(read(logged)));
            if (page.size() < PAGE) {
                break;
            }
            next = page.getLast().event().sequence() + 1;
        }
        return events;
    }

    @Override
    public List<RecordedEvent> stream(StreamId stream, long fromSequence, int limit) {
        return log.stream(stream, fromSequence, limit).stream().map(this::read).toList();
    }

    @Override
    public List<RecordedEvent> commits(TenantId tenant, HybridTime afterClock, String afterCommit, int commits) {
        List<RecordedEvent> events = new ArrayList<>();
        log.commits(tenant, afterClock, afterCommit, commits)
                .forEach(commit -> commit.events().forEach(event -> events.add(read(commit, event))));
        return events;
    }

    /** With which commit the tenant's log begins. */
    Optional<StoredCommit> first(TenantId tenant) {
        return log.commits(tenant, HybridTime.ZERO, "", 1).stream().findFirst();
    }

    /**
     * Page by page, the tenant's commits from one clock to another, both included, in canonical order; the next page is
     * fetched while one is worked on.
     */
    void commits(TenantId tenant, HybridTime from, HybridTime until, Consumer<List<StoredCommit>> page) {
        // Above every commit id: all of that clock is before the range.
        List<StoredCommit> commits = from.equals(HybridTime.ZERO)
                ? log.commits(tenant, from, "", PAGE)
                : log.commits(tenant, new HybridTime(from.value() - 1), "\uffff", PAGE);
        while (!commits.isEmpty()) {
            StoredCommit last = commits.getLast();
            boolean more = last.clock().compareTo(until) <= 0;
            CompletableFuture<List<StoredCommit>> next = more
                    ? CompletableFuture.supplyAsync(
                            () -> log.commits(tenant, last.clock(), last.id(), PAGE), Thread::startVirtualThread)
                    : CompletableFuture.completedFuture(List.of());
            List<StoredCommit> wanted = commits.stream()
                    .filter(commit -> commit.clock().compareTo(until) <= 0)
                    .toList();
            if (!wanted.isEmpty()) {
                page.accept(wanted);
            }
            commits = fetched(next);
        }
    }

    private static List<StoredCommit> fetched(CompletableFuture<List<StoredCommit>> page) {
        try {
            return page.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The tenant's last commits, the newest first. */
    List<StoredCommit> newest(TenantId tenant, int limit) {
        return log.newest(tenant, limit);
    }

    RecordedEvent read(StoredCommit commit, StoredEvent event) {
        try {
            return reading.read(event.bytes(), event.sha256(), commit.id(), commit.position());
        } catch (RuntimeException e) {
            throw new UnreadableStreamException(event.stream(), event.sequence(), e);
        }
    }

    RecordedEvent read(StreamRecord record) {
        try {
            return reading.read(record.bytes(), record.sha256(), record.commitId(), record.position());
        } catch (RuntimeException e) {
            throw new UnreadableStreamException(record.stream(), record.sequence(), e);
        }
    }

    private RecordedEvent read(LoggedEvent logged) {
        StoredEvent event = logged.event();
        try {
            return reading.read(event.bytes(), event.sha256(), logged.commitId(), logged.position());
        } catch (RuntimeException e) {
            throw new UnreadableStreamException(event.stream(), event.sequence(), e);
        }
    }
}
