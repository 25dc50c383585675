package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.view.EventSink;
import dev.symbolon.infra.view.TenantViews;
import dev.symbolon.infra.view.UnreadableStreamException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's way from Kafka into its views: a bounded queue, worked off by one thread at a time. What the queue has no
 * room for is kept as a range of clocks and read from the store, always before what came later; so a checkpoint never
 * names a commit before those in front of it. A failing store delays this tenant only.
 */
final class TenantLane {
    private static final Logger LOG = LoggerFactory.getLogger(TenantLane.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final TenantId tenant;
    private final LaneWork work;
    private final boolean anew;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<StreamRecord> queue = new ArrayDeque<>();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private Spill spill = Spill.empty();
    private Map<String, Long> unsettled = Map.of();
    private long settledAtNanos;
    private long oldestInWork = Long.MAX_VALUE;
    private long workingOnMillis = Long.MAX_VALUE;
    private boolean opened;
    private boolean working;
    private boolean closed;
    private long idleSinceNanos = System.nanoTime();

    // Of the working thread alone.
    private @Nullable TenantViews views;
    private @Nullable Spill recording;

    /** @param anew whether Kafka can't tell any more what the views lack, so that they are built from the store again */
    TenantLane(TenantId tenant, LaneWork work, boolean anew) {
        this.tenant = tenant;
        this.work = work;
        this.anew = anew;
    }

    TenantId tenant() {
        return tenant;
    }

    void offer(StreamRecord record) {
        lock.lock();
        try {
            if (queue.size() >= work.settings().queued() || !work.mayQueue()) {
                // The queue goes with it: what is read from the store comes before what is queued.
                queue.forEach(spill::add);
                work.queued(-queue.size());
                queue.clear();
                spill.add(record);
            } else {
                queue.add(record);
                work.queued(1);
            }
            wake();
        } finally {
            lock.unlock();
        }
    }

    /** Opens the views, and builds them if they never were. */
    void start() {
        lock.lock();
        try {
            wake();
        } finally {
            lock.unlock();
        }
    }

    /** Runs between two batches, in the lane's own order. */
    <T> CompletableFuture<T> between(Function<TenantViews, T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                result.completeExceptionally(new IllegalStateException(tenant + " is followed elsewhere now"));
                return result;
            }
            tasks.add(() -> {
                try {
                    result.complete(task.apply(opened()));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
            wake();
        } finally {
            lock.unlock();
        }
        return result;
    }

    /** From now on what goes into the views is also noted here; to be called between batches. */
    void record(@Nullable Spill into) {
        recording = into;
    }

    /** Whether every stream that was parked goes in now; and if so, it is followed again. */
    CompletableFuture<Boolean> retry(StreamId stream) {
        return between(opened -> opened.retry(stream));
    }

    /** The first offset that isn't in the views yet; {@link Long#MAX_VALUE} when all are; −1 when none may be counted. */
    long oldestPending() {
        lock.lock();
        try {
            if (anew && !opened) {
                return -1;
            }
            long queued = queue.isEmpty() ? Long.MAX_VALUE : queue.peek().offset();
            return Math.min(oldestInWork, Math.min(queued, spill.firstOffset()));
        } finally {
            lock.unlock();
        }
    }

    int backlog() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Age of the oldest event that waits or is in work. */
    long behindMillis(long now) {
        lock.lock();
        try {
            long oldest = Math.min(
                    workingOnMillis,
                    queue.isEmpty() ? Long.MAX_VALUE : queue.peek().clock().millis());
            oldest = spill.isEmpty() ? oldest : Math.min(oldest, spill.from().millis());
            return oldest == Long.MAX_VALUE ? 0 : Math.max(0, now - oldest);
        } finally {
            lock.unlock();
        }
    }

    boolean catchingUp() {
        lock.lock();
        try {
            return !opened || !spill.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean idleFor(long nanos) {
        lock.lock();
        try {
            return !working && unsettled.isEmpty() && System.nanoTime() - idleSinceNanos > nanos;
        } finally {
            lock.unlock();
        }
    }

    /** Looks after what is due by time: counters that had to settle. */
    void tick() {
        lock.lock();
        try {
            if (!unsettled.isEmpty() && System.nanoTime() - settledAtNanos >= 0) {
                Map<String, Long> counters = unsettled;
                unsettled = Map.of();
                tasks.add(() -> opened().reached(counters));
                wake();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops after the batch in work; waits for it that long at most. */
    void close(long patienceMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        lock.lock();
        try {
            closed = true;
            work.queued(-queue.size());
            queue.clear();
            changed.signalAll();
            while (working) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                var _ = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        if (views != null) {
            views.forget();
        }
    }

    private void wake() {
        if (!working && !closed) {
            working = true;
            work.start(tenant.value(), this::run);
        }
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        Runnable next = null;
        while (true) {
            if (next == null) {
                next = take();
                if (next == null) {
                    return;
                }
            }
            try {
                next.run();
                next = null;
                pause = FIRST_PAUSE_MILLIS;
            } catch (RuntimeException e) {
                LOG.warn("{} waits {} ms: {}", tenant.value(), pause, e.toString());
                if (!pause(pause)) {
                    return;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    /** The next thing to do, oldest first; null ends the thread's work. */
    private @Nullable Runnable take() {
        lock.lock();
        try {
            oldestInWork = Long.MAX_VALUE;
            workingOnMillis = Long.MAX_VALUE;
            if (closed) {
                return finished();
            }
            if (!opened) {
                return this::open;
            }
            Runnable task = tasks.poll();
            if (task != null) {
                return task;
            }
            if (!spill.isEmpty()) {
                Spill taken = spill;
                spill = Spill.empty();
                oldestInWork = taken.firstOffset();
                workingOnMillis = taken.from().millis();
                return () -> scan(taken);
            }
            if (queue.isEmpty()) {
                return finished();
            }
            oldestInWork = queue.element().offset();
            workingOnMillis = queue.element().clock().millis();
            List<StreamRecord> batch = new ArrayList<>();
            while (!queue.isEmpty() && batch.size() < work.settings().batch()) {
                batch.add(queue.remove());
            }
            work.queued(-batch.size());
            return () -> write(batch);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable finished() {
        working = false;
        idleSinceNanos = System.nanoTime();
        changed.signalAll();
        return null;
    }

    private boolean pause(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                finished();
                return false;
            }
            return true;
        } catch (InterruptedException e) {
            finished();
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void open() {
        if (views == null) {
            TenantViews opening = work.open(tenant);
            if (anew) {
                opening.setBuilt(false);
            }
            views = opening;
        }
        if (!views.built()) {
            Spill everything = Spill.everything();
            scan(everything);
            views.setBuilt(true);
        }
        lock.lock();
        try {
            opened = true;
        } finally {
            lock.unlock();
        }
    }

    private TenantViews opened() {
        if (views == null) {
            throw new IllegalStateException("not opened yet");
        }
        return views;
    }

    private void scan(Spill range) {
        TenantViews into = opened();
        if (recording != null) {
            recording.add(range);
        }
        work.store().commits(tenant, range.from(), range.until(), page -> {
            applyCommits(page, into);
            range.done(page);
        });
        if (range.whole()) {
            settleLater(range.counters());
        } else {
            into.reached(range.counters());
        }
    }

    /** A commit that the scan found may have one of its writer before it that is still on its way into the store. */
    private void settleLater(Map<String, Long> counters) {
        lock.lock();
        try {
            unsettled = Map.copyOf(counters);
            settledAtNanos = System.nanoTime() + work.settings().settling().toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Decodes and applies a page of commits, as one of the batches that run at the same time. */
    void applyCommits(List<StoredCommit> page, EventSink into) {
        if (isClosed()) {
            throw new IllegalStateException("stopping");
        }
        List<RecordedEvent> events = new ArrayList<>();
        page.forEach(commit -> commit.events().forEach(event -> {
            try {
                events.add(work.store().read(commit, event));
            } catch (UnreadableStreamException e) {
                into.park(e);
            }
        }));
        work.inTurn(() -> into.apply(events));
        work.metrics().replayed(page.size());
    }

    private void write(List<StreamRecord> batch) {
        TenantViews into = opened();
        List<RecordedEvent> events = new ArrayList<>(batch.size());
        Map<String, Long> counters = new HashMap<>();
        for (StreamRecord record : batch) {
            try {
                events.add(work.store().read(record));
            } catch (UnreadableStreamException e) {
                into.park(e);
            }
            if (record.last()) {
                counters.merge(
                        Counters.key(record.position()), record.position().counter(), Math::max);
            }
            if (recording != null) {
                recording.add(record);
            }
        }
        work.inTurn(() -> {
            into.apply(events);
            into.reached(counters);
        });
        work.metrics().written(batch);
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
