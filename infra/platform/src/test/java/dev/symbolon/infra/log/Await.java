package dev.symbolon.infra.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, and says which when it doesn't come. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    /** Most look into the store: two hundred looks a second for a lease's length would be what such a test costs. */
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST_PAUSE_NANOS, pause + pause / 4);
        }
    }

    private Await() {}
}
