package dev.symbolon.embedded;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Synchronises the log for many writers at once: whoever gets the lock first leads and syncs for all that were written by then;
 * those who queued behind it mostly find that done.
 */
final class GroupSync {

    private final Runnable sync;
    private final ReentrantLock leader = new ReentrantLock();
    private final AtomicLong written = new AtomicLong();
    private volatile long synced;

    GroupSync(Runnable sync) {
        this.sync = sync;
    }

    /** To be called after a write has reached the log. */
    void wrote() {
        written.incrementAndGet();
    }

    /** Returns when everything written before the call is on disk; no lock of the store may be held. */
    void await() {
        long mine = written.get();
        if (synced >= mine) {
            return;
        }
        leader.lock();
        try {
            if (synced >= mine) {
                return;
            }
            long covered = written.get();
            sync.run();
            synced = covered;
        } finally {
            leader.unlock();
        }
    }
}
