package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.Backlog.Entry;
import dev.symbolon.infra.log.CommitPublisher.WriterBeat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one epoch's commits in the order of their counters. The stream being away never holds up a writer: what
 * doesn't fit in memory is read from the store when it is its turn.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int IN_FLIGHT = 1_024;
    private static final int PAGE = 256;
    private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final WriterEpoch writer;
    private final CommitStore store;
    private final CommitPublisher publisher;
    private final @Nullable Stable stable;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition empty = lock.newCondition();
    private final Backlog backlog;
    private final Thread thread;
    private HybridTime announced = HybridTime.ZERO;
    private long beats;
    private int unanswered;
    private boolean failed;
    private boolean abandoned;

    /** Raises the clock at or below which the writer will write nothing more, at most to {@code limit}. */
    interface Stable {
        HybridTime raise(HybridTime limit);
    }

    /** @param stable null when this publishes for a writer that is gone: then it sends no beats */
    Outbox(WriterEpoch writer, long relayed, CommitStore store, CommitPublisher publisher, @Nullable Stable stable) {
        this.writer = writer;
        this.store = store;
        this.publisher = publisher;
        this.stable = stable;
        this.backlog = new Backlog(relayed);
        this.thread = Thread.ofPlatform().daemon().name("outbox-" + writer).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void resolved(long counter, @Nullable StoredCommit commit) {
        locked(() -> backlog.resolved(counter, commit));
    }

    void resolvedThrough(long counter) {
        locked(() -> backlog.resolvedThrough(counter));
    }

    private void run() {
        long nextBeat = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        try {
            while (awaitWork(nextBeat)) {
                try {
                    if (settleFailures()) {
                        pause = FIRST_PAUSE_NANOS;
                    } else {
                        pause(pause);
                        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                    }
                    sendUntil(nextBeat);
                    if (stable != null && System.nanoTime() - nextBeat >= 0) {
                        nextBeat = System.nanoTime() + BEAT_NANOS;
                        beat(stable);
                    }
                } catch (RuntimeException e) {
                    LOG.warn("relaying {} is held up: {}", writer, e.toString());
                    pause(pause);
                    pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitWork(long nextBeat) throws InterruptedException {
        lock.lock();
        try {
            while (!abandoned) {
                if (failed && unanswered == 0 || !failed && sendable()) {
                    return true;
                }
                long wait = nextBeat - System.nanoTime();
                if (stable != null && wait <= 0) {
                    return true;
                }
                var _ = work.awaitNanos(stable == null ? BEAT_NANOS : wait);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean sendable() {
        return backlog.hasNext() && backlog.inFlightCount() < IN_FLIGHT;
    }

    /** Sends again what the stream didn't take, oldest first, once every answer is in; false when it is to wait first. */
    private boolean settleFailures() {
        List<Entry> again = new ArrayList<>();
        lock.lock();
        try {
            if (!failed || unanswered > 0) {
                return true;
            }
            failed = false;
            for (Entry entry : backlog.inFlight()) {
                if (!entry.done) {
                    again.add(entry);
                }
            }
            unanswered += again.size();
        } finally {
            lock.unlock();
        }
        again.forEach(this::publish);
        return again.isEmpty();
    }

    private void sendUntil(long nextBeat) {
        while (stable == null || System.nanoTime() - nextBeat < 0) {
            Entry entry;
            lock.lock();
            try {
                if (abandoned || failed || !sendable()) {
                    return;
                }
                if (!backlog.nextIsHeld()) {
                    entry = null;
                } else {
                    entry = backlog.send();
                    unanswered += entry.commit == null ? 0 : 1;
                    signalIfEmpty();
                }
            } finally {
                lock.unlock();
            }
            if (entry == null) {
                readPage();
            } else if (entry.commit != null) {
                publish(entry);
            }
        }
    }

    private void publish(Entry entry) {
        StoredCommit commit = entry.commit;
        if (commit == null) {
            return;
        }
        try {
            publisher.publish(commit, failure -> answered(entry, failure));
        } catch (RuntimeException e) {
            answered(entry, e);
        }
    }

    private void answered(Entry entry, @Nullable Throwable failure) {
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

    private void readPage() {
        long from;
        long to;
        lock.lock();
        try {
            from = backlog.next();
            to = Math.min(backlog.resolvedThrough(), from + PAGE - 1) + 1;
        } finally {
            lock.unlock();
        }
        List<CommitDocument> page = store.numbered(writer, from, to);
        if (page.isEmpty() || page.getFirst().counter() != from) {
            throw new IllegalStateException("the store doesn't show " + writer + "#" + from + " yet");
        }
        locked(() -> page.forEach(found -> backlog.hold(found.counter(), found.isVoid() ? null : found.stored())));
    }

    private void beat(Stable clock) {
        HybridTime raised = clock.raise(Settling.limit());
        lock.lock();
        try {
            HybridTime relayedBelow = backlog.below(raised);
            announced = relayedBelow.compareTo(announced) > 0 ? relayedBelow : announced;
            if (failed || !backlog.controlRelayed()) {
                // Silence: a reader of the control topic would take a beat for the promise that it has heard
                // everything.
                return;
            }
        } finally {
            lock.unlock();
        }
        publisher.beat(word(false));
    }

    /** The writer's last word, after everything is relayed. */
    void sayClosed() {
        publisher.beat(word(true));
    }

    private WriterBeat word(boolean closed) {
        lock.lock();
        try {
            return new WriterBeat(writer, backlog.relayed(), announced, ++beats, closed);
        } finally {
            lock.unlock();
        }
    }

    long relayed() {
        lock.lock();
        try {
            return backlog.relayed();
        } finally {
            lock.unlock();
        }
    }

    HybridTime announced() {
        lock.lock();
        try {
            return announced;
        } finally {
            lock.unlock();
        }
    }

    long size() {
        lock.lock();
        try {
            return backlog.size();
        } finally {
            lock.unlock();
        }
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

    /** Sends nothing more. */
    void abandon() {
        locked(() -> abandoned = true);
    }

    void join() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    private void pause(long nanos) throws InterruptedException {
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

    private void signalIfEmpty() {
        if (backlog.size() == 0 || abandoned) {
            empty.signalAll();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            work.signal();
            signalIfEmpty();
        } finally {
            lock.unlock();
        }
    }
}
