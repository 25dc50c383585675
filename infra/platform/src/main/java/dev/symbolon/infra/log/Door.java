package dev.symbolon.infra.log;

import dev.symbolon.infra.mongo.RefusedWriteException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether commits are let in to a cell's store. It is shut when the store refuses writes for a reason of its own: then
 * callers are turned away at once. It is open again when a void gets through, which the committer tries each second. The
 * operator is told when it is shut and when it opens, and not of each that was turned away.
 */
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final String cell;
    private @Nullable RefusedWriteException why;
    private long shutNanos;
    private long turnedAway;

    Door(String cell) {
        this.cell = cell;
    }

    synchronized void shut(RefusedWriteException refusal) {
        if (why == null) {
            shutNanos = System.nanoTime();
            turnedAway = 0;
            LOG.error(
                    "the store of cell {} takes no writes: {}. Reading goes on; whatever has to be recorded is answered"
                            + " with 503 until it takes them again",
                    cell,
                    refusal.reason());
        }
        why = refusal;
    }

    /** The store took something. */
    synchronized void open() {
        if (why != null) {
            why = null;
            LOG.info(
                    "the store of cell {} takes writes again, after {} s; {} commits were turned away",
                    cell,
                    Duration.ofNanos(System.nanoTime() - shutNanos).toSeconds(),
                    turnedAway);
        }
    }

    synchronized Optional<RefusedWriteException> refusal() {
        return Optional.ofNullable(why);
    }

    /** Why a commit isn't let in, which is counted; empty if it is. */
    synchronized Optional<RefusedWriteException> turningAway() {
        if (why != null) {
            turnedAway++;
        }
        return Optional.ofNullable(why);
    }
}
