package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops old collections from time to time. Any node may; doing it twice does nothing. */
final class HourlySweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HourlySweep.class);
    private static final long EVERY_MINUTES = 10;

    private final List<HourlyCollections> all;
    private final CountDownLatch closing = new CountDownLatch(1);

    HourlySweep(List<HourlyCollections> all) {
        this.all = List.copyOf(all);
        Thread.ofVirtual().name("hourly-sweep").start(this::run);
    }

    private void run() {
        try {
            while (!closing.await(EVERY_MINUTES, TimeUnit.MINUTES)) {
                try {
                    all.forEach(HourlyCollections::dropOver);
                } catch (MongoException e) {
                    LOG.warn("old collections stay for now: {}", e.toString());
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
