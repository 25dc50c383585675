package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops old spent values from time to time. Any node may; doing it twice does nothing. */
final class SpentSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpentSweep.class);
    private static final long EVERY_MINUTES = 10;

    private final MongoSpent spent;
    private final CountDownLatch closing = new CountDownLatch(1);

    SpentSweep(MongoSpent spent) {
        this.spent = spent;
        Thread.ofVirtual().name("spent-sweep").start(this::run);
    }

    private void run() {
        try {
            while (!closing.await(EVERY_MINUTES, TimeUnit.MINUTES)) {
                try {
                    spent.dropOver();
                } catch (MongoException e) {
                    LOG.warn("old spent values stay for now: {}", e.toString());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
