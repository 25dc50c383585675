package dev.symbolon.infra.secret;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes daily keys that are over, at the start and every hour. Any node may; doing it twice does nothing. */
final class DayKeySweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DayKeySweep.class);

    private final DayKeys keys;
    private final Duration retention;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);

    DayKeySweep(DayKeys keys, Duration retention, Clock clock) {
        this.keys = keys;
        this.retention = retention;
        this.clock = clock;
        Thread.ofVirtual().name("day-key-sweep").start(this::run);
    }

    private void run() {
        try {
            do {
                sweep();
            } while (!closing.await(1, TimeUnit.HOURS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            keys.prepare();
            int removed = keys.retain(retention, clock.instant());
            if (removed > 0) {
                LOG.info("{} daily keys were over and are removed", removed);
            }
        } catch (RuntimeException e) {
            LOG.warn("old daily keys stay for now: {}", e.toString());
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
