package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import java.util.concurrent.TimeUnit;

/** This node's time under one epoch: its numbering, and the outbox of what it wrote. */
final class WriterTerm {
    /**
     * How long a writer is in the register before its first control event. Other nodes read the register at least
     * every so often, and a bit: none can believe to have heard everybody without having heard this writer.
     */
    private static final long KNOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final WriterEpoch epoch;
    private final Numbering numbering = new Numbering();
    private final Outbox outbox;
    private final long knownNanos = System.nanoTime() + KNOWN_NANOS;
    private volatile boolean superseded;

    WriterTerm(WriterEpoch epoch, Outbox outbox) {
        this.epoch = epoch;
        this.outbox = outbox;
    }

    WriterEpoch epoch() {
        return epoch;
    }

    /** Of the committer's thread alone. */
    Numbering numbering() {
        return numbering;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Until every node must know of this writer. */
    void awaitKnown() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(knownNanos - System.nanoTime());
    }

    /** Another node has taken this numbering over. */
    void supersede() {
        superseded = true;
    }

    boolean superseded() {
        return superseded;
    }

    CommitDocument voiding(long counter) {
        return CommitDocument.voiding(epoch, counter, epoch.writer(), HybridTime.atMillis(System.currentTimeMillis()));
    }
}
