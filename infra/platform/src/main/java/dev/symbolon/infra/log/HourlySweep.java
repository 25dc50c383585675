package dev.symbolon.infra.log;

import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.EachCell;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Drops old collections from time to time. Any node may; doing it twice does nothing. */
final class HourlySweep implements AutoCloseable {
    private static final long EVERY_MINUTES = 10;

    private final EachCell cells;
    private final List<HourlyCollections> all;
    private final CountDownLatch closing = new CountDownLatch(1);

    HourlySweep(Cells cells, List<HourlyCollections> all) {
        this.cells = new EachCell(cells, "its old collections stay");
        this.all = List.copyOf(all);
        Thread.ofVirtual().name("hourly-sweep").start(this::run);
    }

    private void run() {
        try {
            while (!closing.await(EVERY_MINUTES, TimeUnit.MINUTES)) {
                sweep();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void sweep() {
        cells.ask((_, cell) -> {
            all.forEach(hourly -> hourly.dropOver(cell));
            return true;
        });
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
