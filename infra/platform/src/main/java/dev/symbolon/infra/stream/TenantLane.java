package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.mongo.RefusedWriteException;
import dev.symbolon.infra.view.EventSink;
import dev.symbolon.infra.view.TenantViews;
import dev.symbolon.infra.view.UnreadableStreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's way from Kafka into its views: a bounded queue, worked off by one thread at a time. A checkpoint never names
 * a commit before those in front of it are in. A failing store delays this tenant only.
 */
final class TenantLane {
    private static final Logger LOG = LoggerFactory.getLogger(TenantLane.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final TenantId tenant;
    private final LaneWork work;
    private final boolean anew;
    private final LaneViews views;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LaneQueue queue;
    private boolean opened;
    private boolean working;
    private boolean closed;
    private long idleSinceNanos = System.nanoTime();

    /** @param anew whether Kafka can't tell any more what the views lack, so that they are built from the store again */
    TenantLane(TenantId tenant, LaneWork work, boolean anew) {
        this.tenant = tenant;
        this.work = work;
        this.anew = anew;
        this.queue = new LaneQueue(work);
        this.views = new LaneViews(
                tenant,
                work,
                () -> locked(() -> closed),
                counters -> locked(() -> {
                    queue.settleLater(counters);
                    return counters;
                }));
    }

    TenantId tenant() {
        return tenant;
    }

    void offer(StreamRecord record) {
        waking(() -> queue.add(record));
    }

    /** A record of this tenant can't be read. */
    void lost(long offset, @Nullable HybridTime clock) {
        waking(() -> queue.addLost(offset, clock));
    }

    /** Opens the views, and builds them if they never were. */
    void start() {
        waking(() -> {});
    }

    /** Runs between two batches, in the lane's own order. */
    <T> CompletableFuture<T> between(Function<TenantViews, T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waking(() -> {
            if (closed) {
                result.completeExceptionally(new IllegalStateException(tenant + " is followed elsewhere now"));
                return;
            }
            queue.add(() -> {
                try {
                    result.complete(task.apply(views.opened()));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        });
        return result;
    }

    /** From now on what goes into the views is also noted here, and the lane stays open; to be called between batches. */
    void record(@Nullable Spill into) {
        views.record(into);
    }

    void applyCommits(List<StoredCommit> page, EventSink into) {
        views.apply(page, into);
    }

    /** Decodes and applies what was read from Kafka beside the queue, as one of the batches that run at the same time. */
    void applyRecords(List<StreamRecord> records, EventSink into) {
        if (locked(() -> closed)) {
            throw new IllegalStateException("stopping");
        }
        List<RecordedEvent> events = new ArrayList<>(records.size());
        for (StreamRecord record : records) {
            if (work.follows(record.type())) {
                try {
                    events.add(work.store().read(record));
                } catch (UnreadableStreamException e) {
                    into.park(e);
                }
            }
        }
        work.inTurn(() -> into.apply(events));
    }

    /** Whether every stream that was parked goes in now; and if so, it is followed again. */
    CompletableFuture<Boolean> retry(StreamId stream) {
        return between(opened -> opened.retry(stream));
    }

    /** The first offset that isn't in the views yet; {@link Long#MAX_VALUE} when all are; −1 when none may be counted. */
    long oldestPending() {
        return locked(() -> anew && !opened ? -1 : queue.oldestPending());
    }

    int backlog() {
        return locked(queue::size);
    }

    /** Age of the oldest event that waits or is in work here; what Kafka hasn't brought isn't known to it. */
    long behindMillis(long now) {
        return locked(() -> {
            long oldest = queue.oldestMillis();
            return oldest == Long.MAX_VALUE ? 0L : Math.max(0, now - oldest);
        });
    }

    boolean catchingUp() {
        return locked(() -> !opened || queue.hasSpill());
    }

    boolean idleFor(long nanos) {
        return locked(
                () -> !working && !views.recording() && !queue.settles() && System.nanoTime() - idleSinceNanos > nanos);
    }

    /** Looks after what is due by time: counters that had to settle. */
    void tick() {
        lock.lock();
        try {
            Map<String, Long> settled = queue.takeSettled();
            if (!settled.isEmpty()) {
                queue.add(() -> views.opened().reached(settled));
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
        views.forget();
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
                if (RefusedWriteException.in(e).isEmpty()) {
                    // Else that was said of the store itself, once for all tenants.
                    LOG.warn("{} waits {} ms: {}", tenant.value(), pause, e.toString());
                }
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
            queue.workDone();
            if (closed) {
                return finished();
            }
            if (!opened) {
                return this::open;
            }
            Runnable task = queue.takeTask();
            if (task != null) {
                return task;
            }
            if (queue.hasSpill()) {
                Spill taken = queue.takeSpill();
                return () -> views.scan(taken);
            }
            List<StreamRecord> batch = queue.takeBatch();
            return batch.isEmpty() ? finished() : () -> views.write(batch);
        } finally {
            lock.unlock();
        }
    }

    private void open() {
        views.open(anew);
        locked(() -> opened = true);
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

    private void waking(Runnable change) {
        lock.lock();
        try {
            change.run();
            wake();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
