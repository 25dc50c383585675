package dev.symbolon.infra.stream;

import dev.symbolon.infra.log.ControlLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one cell: which of its writers were heard, and what its store had. Each cell has readers of its own, so
 * that nobody waits for one that is away but those who ask about its tenants.
 */
final class CellControl {
    private static final Logger LOG = LoggerFactory.getLogger(CellControl.class);
    private static final long REGISTER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** So often the store is read though nobody asks, so that whoever has to ask needn't read much. */
    private static final long STORE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String cell;
    private final Supplier<Set<String>> register;
    private final HeardWriters writers = new HeardWriters(System::nanoTime);
    private final ControlFromStore store;
    private final Thread registerReader;
    private final Thread storeReader;
    private volatile boolean closing;

    CellControl(String cell, Supplier<Set<String>> register, ControlLog log, ControlEvents events) {
        this.cell = cell;
        this.register = register;
        this.store = new ControlFromStore(log, events, writers);
        this.registerReader =
                Thread.ofPlatform().daemon().name("writer-register-" + cell).unstarted(this::readRegister);
        this.storeReader =
                Thread.ofPlatform().daemon().name("control-from-store-" + cell).unstarted(this::readStore);
    }

    void measure(MeterRegistry meters) {
        Gauge.builder("symbolon.control.fresh", writers, heard -> heard.fresh() ? 1 : 0)
                .description("whether decisions of the cell's tenants may rest on what this node remembers")
                .tag("cell", cell)
                .register(meters);
        Gauge.builder("symbolon.control.unreadable", writers, HeardWriters::unreadableCount)
                .description("control events that can't be read; any but 0 makes every decision ask the store")
                .tag("cell", cell)
                .register(meters);
    }

    void start() {
        registerReader.start();
        storeReader.start();
    }

    boolean fresh() {
        return writers.fresh();
    }

    boolean refreshed() {
        return writers.fresh() || store.readUnlessFresh();
    }

    boolean catchUp() {
        return store.read();
    }

    /** Whether it has been filled from the store once. */
    boolean filled() {
        return writers.storeWasRead();
    }

    /** Whether it waits for a store that doesn't answer. */
    boolean away() {
        return store.away();
    }

    void beat(WriterBeatRecord beat, OptionalLong sentAt) {
        writers.beat(beat, sentAt);
    }

    void unreadable() {
        writers.unreadable();
    }

    /** The topic has a gap: see {@link HeardWriters#startOver}. */
    void startOver() {
        writers.startOver();
        LockSupport.unpark(storeReader);
    }

    /** Whoever waits for the store stops waiting. */
    void beginClosing() {
        closing = true;
        registerReader.interrupt();
        storeReader.interrupt();
    }

    void join(long millis) throws InterruptedException {
        registerReader.join(millis);
        storeReader.join(millis);
    }

    private void readRegister() {
        while (!closing) {
            long began = System.nanoTime();
            try {
                writers.register(register.get(), began);
            } catch (RuntimeException e) {
                // Not to know who writes is not to be fresh: the age of the last reading says so.
                LOG.debug("the register of writers of cell {} can't be read: {}", cell, e.toString());
            }
            LockSupport.parkNanos(REGISTER_NANOS);
        }
    }

    /** Until the first time soon again: before that nothing counts. */
    private void readStore() {
        while (!closing) {
            LockSupport.parkNanos(store.read() ? STORE_NANOS : PAUSE_NANOS);
        }
    }
}
