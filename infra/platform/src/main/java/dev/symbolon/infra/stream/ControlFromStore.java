package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.ControlLog;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what one cell's store says was taken away: at first all that may still void a token, and everything since shortly before
 * this process could remember anything; later what came since. However many ask at once, one reads; so that without Kafka
 * the store is asked some times a second, and not at every request.
 */
final class ControlFromStore {
    private static final Logger LOG = LoggerFactory.getLogger(ControlFromStore.class);

    /** An access token lives a day at most; the rest is for what clocks and slow commits may differ. */
    private static final Duration KEPT = Duration.ofHours(25);

    /**
     * What is stored after something was loaded has no clock so far before that: a commit is acknowledged at most 12 s after
     * its clock, or not at all; clocks differ by a second. Two minutes is also what listeners call fresh.
     */
    private static final Duration BEFORE_START = Duration.ofMinutes(2);

    private final ControlLog log;
    private final ControlEvents events;
    private final HeardWriters writers;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Guarded by the lock. Nothing was stored at or below it after the last reading began: it was what writers had
     * announced before that.
     */
    private HybridTime readThrough = HybridTime.atMillis(System.currentTimeMillis() - BEFORE_START.toMillis());

    /** Whether what may still void a token was read. Guarded by the lock. */
    private boolean filled;

    private boolean failed;
    private long failedAt;

    /** Whether the store didn't answer when it was last asked. */
    private volatile boolean away;

    ControlFromStore(ControlLog log, ControlEvents events, HeardWriters writers) {
        this.log = log;
        this.events = events;
        this.writers = writers;
    }

    /** Applies what the store has now, or what another reading found that began after this was called. */
    boolean read() {
        long asked = System.nanoTime();
        lock.lock();
        try {
            return writers.storeReadSince(asked) || !failedSince(asked) && apply();
        } finally {
            lock.unlock();
        }
    }

    /** Returns at once if somebody else's reading has made the view fresh meanwhile. */
    boolean readUnlessFresh() {
        long asked = System.nanoTime();
        lock.lock();
        try {
            return writers.fresh() || !failedSince(asked) && apply() && writers.fresh();
        } finally {
            lock.unlock();
        }
    }

    boolean away() {
        return away;
    }

    /** Those who waited for a store that doesn't answer don't wait for it once more, one after another. */
    private boolean failedSince(long asked) {
        return failed && failedAt - asked >= 0;
    }

    private boolean apply() {
        long began = System.nanoTime();
        try {
            if (!filled) {
                log.voiding(HybridTime.atMillis(System.currentTimeMillis() - KEPT.toMillis()), events::apply);
                filled = true;
            }
            HybridTime settled = log.settled();
            log.control(readThrough, events::apply);
            readThrough = settled;
            writers.storeRead(began);
            failed = false;
            away = false;
            return true;
        } catch (LogUnavailableException e) {
            LOG.debug("what was taken away can't be read now: {}", e.toString());
            return fail(true);
        } catch (RuntimeException e) {
            LOG.error("a control event in the store can't be read; every decision asks for what it relies on", e);
            return fail(false);
        }
    }

    private boolean fail(boolean silent) {
        away = silent;
        failed = true;
        failedAt = System.nanoTime();
        return false;
    }
}
