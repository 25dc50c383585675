package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.ports.decision.HybridClock;
import java.time.Clock;

/** This node's hybrid clock: above the wall clock, its own last reading, and every reading that it saw. */
final class NodeClock implements HybridClock {
    /** A clock that is further ahead is broken; following it would carry the fault to every node. */
    private static final long FURTHEST_AHEAD_MILLIS = 60_000;

    private final Clock wall;
    private volatile long last;

    NodeClock(Clock wall) {
        this.wall = wall;
    }

    @Override
    public HybridTime now() {
        return new HybridTime(tick());
    }

    /** Later readings will be above this one. */
    void observe(HybridTime seen) {
        // No lock for what is the rule: an event from before now.
        if (seen.value() > last) {
            raise(seen);
        }
    }

    private synchronized long tick() {
        last = Math.max(last + 1, wall.millis() << 16);
        return last;
    }

    /** The same for what is only heard of: a clock that is set wrong is left alone. */
    void follow(HybridTime heard) {
        if (heard.millis() - wall.millis() <= FURTHEST_AHEAD_MILLIS) {
            observe(heard);
        }
    }

    private synchronized void raise(HybridTime seen) {
        long ahead = seen.millis() - wall.millis();
        if (ahead > FURTHEST_AHEAD_MILLIS) {
            throw new ClockAheadException(ahead);
        }
        last = Math.max(last, seen.value());
    }

    /** An event was written by a node whose clock is far ahead of this one's: one of the two is wrong. */
    static final class ClockAheadException extends RuntimeException {
        ClockAheadException(long millis) {
            super("the log holds a clock " + millis + " ms ahead of this node's: one of the two is set wrong");
        }
    }
}
