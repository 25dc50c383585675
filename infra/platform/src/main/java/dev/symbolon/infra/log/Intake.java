package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the next bulk. Also the place that knows the smallest clock which may still be written: it refuses
 * whatever comes with a clock that was already announced as stable.
 */
final class Intake {
    static final int CAPACITY = 8_192;
    private static final int BULK_COUNT = 512;
    private static final int BULK_BYTES = 8 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();
    private final Deque<Append> queue = new ArrayDeque<>();
    private List<Append> taken = List.of();
    private HybridTime floor = HybridTime.ZERO;
    private boolean closed;

    enum Offered {
        QUEUED,
        TOO_OLD,
        FULL,
        CLOSED
    }

    Offered offer(Append append, long patienceNanos) throws InterruptedException {
        long wait = patienceNanos;
        lock.lockInterruptibly();
        try {
            while (queue.size() >= CAPACITY && !closed) {
                if (wait <= 0) {
                    return Offered.FULL;
                }
                wait = left.awaitNanos(wait);
            }
            if (closed) {
                return Offered.CLOSED;
            }
            if (append.clock().compareTo(floor) <= 0 || late(append)) {
                return Offered.TOO_OLD;
            }
            queue.addLast(append);
            arrived.signal();
            return Offered.QUEUED;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The floor stands still while something older is being written. What takes something away may not wait for that: it
     * reckons with how old it is, decision 0011.
     */
    private static boolean late(Append append) {
        return append.commit.control() && append.clock().compareTo(Settling.limit()) <= 0;
    }

    /** Whether it left the queue unsent: what was given up on is never written later. */
    boolean withdraw(Append append) {
        lock.lock();
        try {
            boolean removed = queue.remove(append);
            if (removed) {
                left.signal();
            }
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What queued up since the last bulk, at once if {@code urgent}; empty when closed and drained, or on a nudge.
     *
     * @param room how many there may be
     */
    List<Append> next(boolean urgent, int room) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            taken = List.of();
            if (!urgent && queue.isEmpty() && !closed) {
                arrived.await(1, TimeUnit.SECONDS);
            }
            int most = Math.min(room, BULK_COUNT);
            List<Append> bulk = new ArrayList<>(Math.min(queue.size(), most));
            int bytes = 0;
            while (!queue.isEmpty() && bulk.size() < most) {
                bytes += queue.getFirst().bytes;
                if (bytes > BULK_BYTES && !bulk.isEmpty()) {
                    break;
                }
                bulk.add(queue.removeFirst());
            }
            taken = bulk;
            left.signalAll();
            return bulk;
        } finally {
            lock.unlock();
        }
    }

    /** Puts back what may run again, before everything else. */
    void again(List<Append> appends) {
        lock.lock();
        try {
            for (Append append : appends.reversed()) {
                queue.addFirst(append);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Everything that waits; nothing comes in any more with a clock up to that floor. */
    List<Append> startOver(HybridTime above) {
        lock.lock();
        try {
            taken = List.of();
            floor = above.compareTo(floor) > 0 ? above : floor;
            return drain();
        } finally {
            lock.unlock();
        }
    }

    List<Append> drain() {
        lock.lock();
        try {
            List<Append> drained = new ArrayList<>(queue);
            queue.clear();
            left.signalAll();
            return drained;
        } finally {
            lock.unlock();
        }
    }

    /** Raises what is stable as far as nothing that waits or is being written lies below; never lowers it. */
    HybridTime raiseFloor(HybridTime to) {
        lock.lock();
        try {
            HybridTime raised = to;
            for (Append append : taken) {
                raised = below(append, raised);
            }
            for (Append append : queue) {
                raised = below(append, raised);
            }
            floor = raised.compareTo(floor) > 0 ? raised : floor;
            return floor;
        } finally {
            lock.unlock();
        }
    }

    private static HybridTime below(Append append, HybridTime limit) {
        return append.clock().compareTo(limit) <= 0
                ? new HybridTime(append.clock().value() - 1)
                : limit;
    }

    boolean drained() {
        lock.lock();
        try {
            return closed && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
