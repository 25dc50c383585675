package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.CommitPublisher.WriterBeat;
import dev.symbolon.infra.log.GuardedBacklog.Standing;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What a writer says of itself on the control topic every 100 ms, and up to which clock it will write nothing more. */
final class Beats {
    static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final WriterEpoch writer;
    private final CommitPublisher publisher;
    private final Stable stable;
    private final AtomicLong said = new AtomicLong();
    private long nextNanos = System.nanoTime();
    private volatile HybridTime announced = HybridTime.ZERO;

    /** Raises the clock at or below which the writer will write nothing more, at most to {@code limit}. */
    interface Stable {
        HybridTime raise(HybridTime limit);
    }

    Beats(WriterEpoch writer, CommitPublisher publisher, Stable stable) {
        this.writer = writer;
        this.publisher = publisher;
        this.stable = stable;
    }

    /** Until the next one; not positive when it is due. */
    long dueNanos() {
        return nextNanos - System.nanoTime();
    }

    /** Says how the relay stands, if it is time to. */
    void ifDue(GuardedBacklog backlog) {
        if (dueNanos() > 0) {
            return;
        }
        nextNanos = System.nanoTime() + EVERY_NANOS;
        Standing standing = backlog.standing(stable.raise(Settling.limit()));
        announced = standing.relayedBelow().compareTo(announced) > 0 ? standing.relayedBelow() : announced;
        if (standing.controlRelayed()) {
            publisher.beat(word(standing.relayed(), false));
        }
        // Silence else: a reader of the control topic would take a beat for the promise that it has heard everything.
    }

    /** The writer's last word, after everything is relayed. */
    void closed(long relayed) {
        publisher.beat(word(relayed, true));
    }

    HybridTime announced() {
        return announced;
    }

    private WriterBeat word(long relayed, boolean closed) {
        return new WriterBeat(writer, relayed, announced, said.incrementAndGet(), closed);
    }
}
