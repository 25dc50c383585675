package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.Backlog.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backlog between those who resolve counters, the one thread that sends, and the stream's answers: each step of an
 * entry's way, under one lock.
 */
final class GuardedBacklog {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedBacklog.class);
    private static final int IN_FLIGHT = 1_024;
    private static final int PAGE = 256;

    private final WriterEpoch writer;
    private final Backlog backlog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition empty = lock.newCondition();
    private int unanswered;
    private boolean failed;
    private boolean abandoned;

    GuardedBacklog(WriterEpoch writer, long relayed) {
        this.writer = writer;
        this.backlog = new Backlog(relayed);
    }

    /** What is next for the sending thread. */
    sealed interface Next {
        /** Nothing, for now. */
        record Nothing() implements Next {}

        /** An entry that has a commit, or a void, which is done already. */
        record Send(Entry entry) implements Next {}

        /** From there to there, the end excluded, isn't in memory: {@link #hold} is to be called with it. */
        record Read(long from, long to) implements Next {}
    }

    void resolved(long counter, @Nullable StoredCommit commit) {
        changing(backlog -> backlog.resolved(counter, commit));
    }

    void resolvedThrough(long counter) {
        changing(backlog -> backlog.resolvedThrough(counter));
    }

    void hold(List<CommitDocument> page) {
        changing(backlog ->
                page.forEach(found -> backlog.hold(found.counter(), found.isVoid() ? null : found.stored())));
    }

    /** Returns when there is something to send; false when nothing is to be sent any more. */
    boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (!abandoned && !(failed ? unanswered == 0 : sendable())) {
                work.await();
            }
            return !abandoned;
        } finally {
            lock.unlock();
        }
    }

    Next next() {
        lock.lock();
        try {
            if (abandoned || failed || !sendable()) {
                return new Next.Nothing();
            }
            if (!backlog.nextIsHeld()) {
                long from = backlog.next();
                return new Next.Read(from, Math.min(backlog.resolvedThrough(), from + PAGE - 1) + 1);
            }
            Entry entry = backlog.send();
            unanswered += entry.commit == null ? 0 : 1;
            signalIfEmpty();
            return new Next.Send(entry);
        } finally {
            lock.unlock();
        }
    }

    void answered(Entry entry, @Nullable Throwable failure) {
        lock.lock();
        try {
            boolean wasFull = backlog.inFlightCount() >= IN_FLIGHT;
            unanswered--;
            if (failure == null) {
                backlog.done(entry);
            } else {
                if (!failed) {
                    LOG.warn("the stream didn't take {}#{}: {}", writer, entry.counter, failure.toString());
                }
                failed = true;
            }
            if (wasFull || failed && unanswered == 0) {
                work.signal();
            }
            signalIfEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** What the stream didn't take, oldest first, to be sent again; nothing before every answer is in. */
    List<Entry> takeFailed() {
        lock.lock();
        try {
            List<Entry> again = new ArrayList<>();
            if (failed && unanswered == 0) {
                failed = false;
                for (Entry entry : backlog.inFlight()) {
                    if (!entry.done) {
                        again.add(entry);
                    }
                }
                unanswered += again.size();
            }
            return again;
        } finally {
            lock.unlock();
        }
    }

    /** Below the clock of everything that isn't relayed, at most {@code limit}; zero when that isn't known. */
    HybridTime below(HybridTime limit) {
        return reading(() -> backlog.below(limit));
    }

    long relayed() {
        return reading(backlog::relayed);
    }

    long size() {
        return reading(backlog::size);
    }

    /** Whether the stream has everything, after waiting for it at most so long. */
    boolean awaitRelayed(long patienceNanos) throws InterruptedException {
        long wait = patienceNanos;
        lock.lock();
        try {
            while (backlog.size() > 0 && !abandoned) {
                if (wait <= 0) {
                    return false;
                }
                wait = empty.awaitNanos(wait);
            }
            return backlog.size() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless there is nothing to wait for any more. */
    void pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long wait = nanos;
            while (wait > 0 && !abandoned) {
                wait = work.awaitNanos(wait);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is sent. */
    void abandon() {
        changing(_ -> abandoned = true);
    }

    private boolean sendable() {
        return backlog.hasNext() && backlog.inFlightCount() < IN_FLIGHT;
    }

    private void signalIfEmpty() {
        if (backlog.size() == 0 || abandoned) {
            empty.signalAll();
        }
    }

    private <T> T reading(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private void changing(Consumer<Backlog> change) {
        lock.lock();
        try {
            change.accept(backlog);
            work.signal();
            signalIfEmpty();
        } finally {
            lock.unlock();
        }
    }
}
