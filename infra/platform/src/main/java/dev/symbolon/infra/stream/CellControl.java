package dev.symbolon.infra.stream;

import dev.symbolon.infra.log.ControlLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Judges until when what this node remembers of one cell's tenants counts, and has the cell's store read in time while
 * somebody asks. Each cell has a reader of its own, so that nobody waits for one that is away but those who ask about its
 * tenants.
 *
 * <p>What the store had when a reading of it began is applied when it ends; so what is remembered is at most as old as the
 * beginning of the last one. Nobody has to be heard of for that, and no clock takes part in it but this node's own monotonic
 * one: see {@code docs/decisions/0011-a-revocation-holds-after-250-ms.md}.
 */
final class CellControl {
    /** A little under what is promised: clocks may run at slightly different speeds. */
    static final Duration BOUND = Duration.ofMillis(240);

    private static final long BOUND_NANOS = BOUND.toNanos();

    /** Whoever asks with less than that left has the store read beside; while there is asking, nobody waits for it. */
    private static final long AHEAD_NANOS = BOUND_NANOS / 2;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** So often the store is read though nobody asks, so that whoever has to ask needn't read much. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long LATELY_NANOS = 2 * IDLE_NANOS;

    private final String cell;
    private final ControlFromStore store;
    private final LongSupplier nanos;
    private final Thread reader;
    private volatile boolean asked;
    private volatile boolean closing;

    /** @param nanos this process's monotonic clock */
    CellControl(String cell, ControlLog log, ControlEvents events, LongSupplier nanos) {
        this.cell = cell;
        this.store = new ControlFromStore(log, events, nanos);
        this.nanos = nanos;
        this.reader =
                Thread.ofPlatform().daemon().name("control-from-store-" + cell).unstarted(this::read);
    }

    void measure(MeterRegistry meters) {
        Gauge.builder("symbolon.control.fresh", this, control -> control.readLately() ? 1 : 0)
                .description(
                        "whether what was taken away in the cell was read when it was to be; while it isn't, each decision"
                                + " asks for all that it rests on")
                .tag("cell", cell)
                .register(meters);
        Gauge.builder("symbolon.control.reading", store, read -> read.tookNanos() / 1e9)
                .description(
                        "how long the last reading of what was taken away in the cell took; above a tenth of a second,"
                                + " requests wait for it")
                .baseUnit("seconds")
                .tag("cell", cell)
                .register(meters);
        Gauge.builder("symbolon.control.unreadable", store, read -> read.unreadable() ? 1 : 0)
                .description(
                        "whether the cell has a control event that can't be read; each decision asks the store then")
                .tag("cell", cell)
                .register(meters);
    }

    void start() {
        reader.start();
    }

    /** Asked at every request, and so without a lock. */
    boolean fresh() {
        long left = store.readBegan() + BOUND_NANOS - nanos.getAsLong();
        if (left < AHEAD_NANOS) {
            readSoon();
        }
        return left >= 0;
    }

    private void readSoon() {
        if (!asked) {
            asked = true;
            LockSupport.unpark(reader);
        }
    }

    boolean refreshed() {
        return fresh() || store.readSince(nanos.getAsLong() - BOUND_NANOS) && fresh();
    }

    boolean catchUp() {
        return store.readSince(nanos.getAsLong());
    }

    /** Whether the last reading of the store succeeded. */
    boolean readable() {
        return !store.failing();
    }

    private boolean readLately() {
        return readable() && nanos.getAsLong() - store.readBegan() < LATELY_NANOS;
    }

    /** Whether it has been filled from the store once. */
    boolean filled() {
        return store.filled();
    }

    /** Whether it waits for a store that doesn't answer. */
    boolean away() {
        return store.away();
    }

    /** Whoever waits for the store stops waiting. */
    void beginClosing() {
        closing = true;
        reader.interrupt();
    }

    void join(long millis) throws InterruptedException {
        reader.join(millis);
    }

    private void read() {
        while (!closing) {
            // Nothing, if whoever asked did it already.
            boolean read = store.readSince(nanos.getAsLong() - AHEAD_NANOS);
            // Whoever asked meanwhile is served by it.
            asked = false;
            if (read) {
                await(IDLE_NANOS, true);
            } else {
                // Soon again, whether somebody asks or not: whoever looks at the metrics is to know.
                await(PAUSE_NANOS, false);
            }
        }
    }

    private void await(long pause, boolean orAsked) {
        long end = System.nanoTime() + pause;
        while (!closing && !(orAsked && asked) && end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
