package dev.symbolon.token.session;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets refusals leave on even steps after their arrival, so that the milliseconds by which an existing account takes
 * longer than a made-up one don't show.
 */
public final class Pace {
    private final long stepNanos;

    public Pace(Duration step) {
        this.stepNanos = step.toNanos();
    }

    void await(long arrivalNanos) {
        long passed = System.nanoTime() - arrivalNanos;
        long target = arrivalNanos + (passed / stepNanos + 1) * stepNanos;
        for (long left = target - System.nanoTime(); left > 0; left = target - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
