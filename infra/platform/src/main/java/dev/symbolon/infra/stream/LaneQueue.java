package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.HybridTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a lane, and which of it is in work: records up to a bound, and beyond it a range of clocks to be read from
 * the store, always before what came later. Not thread-safe: the lane guards it.
 */
final class LaneQueue {
    private final LaneWork work;
    private final ArrayDeque<StreamRecord> records = new ArrayDeque<>();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private Spill spill = Spill.empty();
    private Map<String, Long> unsettled = Map.of();
    private long settledAtNanos;
    private long oldestInWork = Long.MAX_VALUE;
    private long oldestMillisInWork = Long.MAX_VALUE;

    LaneQueue(LaneWork work) {
        this.work = work;
    }

    void add(StreamRecord record) {
        if (records.size() >= work.settings().queued() || !work.mayQueue()) {
            spillAll();
            spill.add(record);
        } else {
            records.add(record);
            work.queued(1);
        }
    }

    /** What stood at that offset is read from the store: by its clock, or without one all that the store has. */
    void addLost(long offset, @Nullable HybridTime clock) {
        if (clock == null) {
            Spill everything = Spill.everything();
            everything.add(spill);
            spill = everything;
        }
        spill.addLost(offset, clock);
    }

    /** The queue goes with it: what is read from the store comes before what is queued. */
    private void spillAll() {
        records.forEach(spill::add);
        clear();
    }

    void clear() {
        work.queued(-records.size());
        records.clear();
    }

    /** Runs before anything that is queued. */
    void add(Runnable task) {
        tasks.add(task);
    }

    /** From now on nothing is in work. */
    void workDone() {
        oldestInWork = Long.MAX_VALUE;
        oldestMillisInWork = Long.MAX_VALUE;
    }

    @Nullable
    Runnable takeTask() {
        return tasks.poll();
    }

    boolean hasSpill() {
        return !spill.isEmpty();
    }

    Spill takeSpill() {
        Spill taken = spill;
        spill = Spill.empty();
        oldestInWork = taken.firstOffset();
        oldestMillisInWork = taken.from().millis();
        return taken;
    }

    /** The oldest records, as many as are written together; empty when there are none. */
    List<StreamRecord> takeBatch() {
        List<StreamRecord> batch = new ArrayList<>();
        if (!records.isEmpty()) {
            oldestInWork = records.element().offset();
            oldestMillisInWork = records.element().clock().millis();
        }
        while (!records.isEmpty() && batch.size() < work.settings().batch()) {
            batch.add(records.remove());
        }
        work.queued(-batch.size());
        return batch;
    }

    /** The first offset that isn't in the views yet; {@link Long#MAX_VALUE} when all are. */
    long oldestPending() {
        long queued = records.isEmpty() ? Long.MAX_VALUE : records.element().offset();
        return Math.min(oldestInWork, Math.min(queued, spill.firstOffset()));
    }

    /** When the oldest of what waits or is in work was decided; {@link Long#MAX_VALUE} when there is nothing. */
    long oldestMillis() {
        long queued =
                records.isEmpty() ? Long.MAX_VALUE : records.element().clock().millis();
        long spilled = spill.isEmpty() ? Long.MAX_VALUE : spill.from().millis();
        return Math.min(oldestMillisInWork, Math.min(queued, spilled));
    }

    int size() {
        return records.size();
    }

    /** A commit that a scan found may have one of its writer before it that is still on its way into the store. */
    void settleLater(Map<String, Long> counters) {
        unsettled = Map.copyOf(counters);
        settledAtNanos = System.nanoTime() + work.settings().settling().toNanos();
    }

    boolean settles() {
        return !unsettled.isEmpty();
    }

    /** The counters whose time has come; empty when there are none. */
    Map<String, Long> takeSettled() {
        if (unsettled.isEmpty() || System.nanoTime() - settledAtNanos < 0) {
            return Map.of();
        }
        Map<String, Long> settled = unsettled;
        unsettled = Map.of();
        return settled;
    }
}
