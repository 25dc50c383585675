package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.ControlLog;
import dev.symbolon.infra.log.StoredCommit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what one cell's store says was taken away: at first all that may still void a token, and everything since shortly
 * before this process could remember anything; later what came since. Each reading begins where the last one had nothing
 * unseen below, so that there is no gap between two, whatever failed meanwhile. However many ask at once, one reads.
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

    private static final long PATIENCE_SECONDS = 3;

    private final ControlLog log;
    private final ControlEvents events;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Nothing was stored at or below it after the last reading that succeeded began. Guarded by the lock. */
    private HybridTime readThrough = HybridTime.atMillis(System.currentTimeMillis() - BEFORE_START.toMillis());

    /** What writers had announced before now that they will store nothing more at or below. Guarded by the lock. */
    private HybridTime announced = HybridTime.ZERO;

    /** What was applied and lies above that, so that it isn't applied at each reading. Guarded by the lock. */
    private final Map<String, HybridTime> applied = new HashMap<>();

    /** When the last reading that succeeded began, by this process's monotonic clock; long ago before the first. */
    private volatile long readBegan;

    /** When the last reading failed. Guarded by the lock. */
    private long failedAt;

    private volatile long tookNanos;
    private volatile boolean filled;
    private volatile Last last = Last.READ;

    /** How the last reading ended. */
    private enum Last {
        READ,
        /** The store didn't answer. */
        AWAY,
        /** It has something that can't be read, and nobody knows what that took away. */
        UNREADABLE
    }

    /** @param nanos this process's monotonic clock */
    ControlFromStore(ControlLog log, ControlEvents events, LongSupplier nanos) {
        this.log = log;
        this.events = events;
        this.nanos = nanos;
        this.readBegan = nanos.getAsLong() - TimeUnit.DAYS.toNanos(1);
    }

    /** Everything that the store had at that moment is applied here. */
    long readBegan() {
        return readBegan;
    }

    /** Applies what the store has now, unless a reading that began at that moment or later has; false when it can't be read. */
    boolean readSince(long moment) {
        long asked = nanos.getAsLong();
        if (!locked()) {
            return false;
        }
        try {
            if (filled && readBegan - moment >= 0) {
                return true;
            }
            // Those who waited for a store that doesn't answer don't wait for it once more, one after another.
            return !(last != Last.READ && failedAt - asked >= 0) && apply();
        } finally {
            lock.unlock();
        }
    }

    /** As long as anything of the store is waited for; who came first goes first. */
    private boolean locked() {
        try {
            return lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Nanoseconds that the last reading took that succeeded. */
    long tookNanos() {
        return tookNanos;
    }

    /** Whether what may still void a token was read. */
    boolean filled() {
        return filled;
    }

    boolean failing() {
        return last != Last.READ;
    }

    boolean away() {
        return last == Last.AWAY;
    }

    boolean unreadable() {
        return last == Last.UNREADABLE;
    }

    private boolean apply() {
        long began = nanos.getAsLong();
        try {
            log.control(readThrough, this::once);
            if (!filled) {
                log.voiding(HybridTime.atMillis(System.currentTimeMillis() - KEPT.toMillis()), events::apply);
            }
        } catch (LogUnavailableException e) {
            LOG.debug("what was taken away can't be read now: {}", e.toString());
            return failed(Last.AWAY);
        } catch (RuntimeException e) {
            if (last != Last.UNREADABLE) {
                LOG.error("a control event in the store can't be read; every decision asks for what it relies on", e);
            }
            return failed(Last.UNREADABLE);
        }
        readBegan = began;
        tookNanos = nanos.getAsLong() - began;
        filled = true;
        last = Last.READ;
        goOn();
        return true;
    }

    /** What fails on the way is neither taken for applied nor passed over: the next reading begins below it again. */
    private void once(StoredCommit commit) {
        if (!applied.containsKey(commit.id())) {
            events.apply(commit);
            applied.put(commit.id(), commit.clock());
        }
    }

    /**
     * From where the next one reads. What had been announced before this reading began was stored before it, too; what is
     * announced by now may have been stored after it, and waits for the next.
     */
    private void goOn() {
        readThrough = announced.compareTo(readThrough) > 0 ? announced : readThrough;
        applied.values().removeIf(clock -> clock.compareTo(readThrough) <= 0);
        try {
            announced = log.settled();
        } catch (LogUnavailableException e) {
            LOG.debug("what is settled can't be read now: {}", e.toString());
        }
    }

    private boolean failed(Last how) {
        failedAt = nanos.getAsLong();
        last = how;
        return false;
    }
}
