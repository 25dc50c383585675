package dev.symbolon.infra.decision;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has refusals written down while the node runs, and what is left when it stops. */
final class RefusalClerk implements AutoCloseable {
    private static final long PERIOD_SECONDS = 15;

    private final MinuteRefusals refusals;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("refusal-log").factory());

    RefusalClerk(MinuteRefusals refusals) {
        this.refusals = refusals;
        var _ = thread.scheduleWithFixedDelay(refusals::writePast, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        refusals.close();
    }
}
