package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.CommitPublisher.WriterBeat;
import dev.symbolon.infra.log.GuardedBacklog.Standing;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What a writer says of itself on the control topic every 50 ms, and up to which clock it will write nothing more. */
final class Beats {
    static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final WriterEpoch writer;
    private final CommitPublisher publisher;
    private final Stable stable;
    private final AtomicLong said = new AtomicLong();
    private long nextNanos = System.nanoTime();
    private volatile HybridTime announced = HybridTime.ZERO;
    private volatile HybridTime settled = HybridTime.ZERO;

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
        HybridTime raised = stable.raise(Settling.limit());
        Standing standing = backlog.standing(raised, publisher.heard());
        announced = later(standing.relayedBelow(), announced);
        settled = later(raised, settled);
        publisher.beat(word(standing, false));
    }

    /** The writer's last word, after everything is relayed. */
    void closed(GuardedBacklog backlog) {
        publisher.beat(word(backlog.standing(announced, publisher.heard()), true));
    }

    HybridTime announced() {
        return announced;
    }

    /** The writer will store nothing more at or below that clock, whether what it stored is relayed or not. */
    HybridTime settled() {
        return settled;
    }

    private static HybridTime later(HybridTime one, HybridTime other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private WriterBeat word(Standing standing, boolean closed) {
        return new WriterBeat(
                writer,
                standing.relayed(),
                announced,
                said.incrementAndGet(),
                standing.since().beat(),
                closed);
    }
}
