package dev.symbolon.standalone;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, and says which when it doesn't come. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Something that holds at last, or says why not yet. */
    interface Check {
        void run() throws Exception;
    }

    static void until(String what, Check check) throws Exception {
        until(what, PATIENCE, check);
    }

    static void until(String what, Duration patience, Check check) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + patience + ": " + what, e);
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private Await() {}
}
