package dev.symbolon.infra.mongo;

import com.mongodb.MongoException;
import dev.symbolon.ports.decision.Decisions.UndecidedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done once in each cell before its tenants are served. The default cell has to be there; another that is
 * away at a start is met when it is back, and nobody's start waits for it for long.
 */
public final class OncePerCell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OncePerCell.class);
    private static final long PAUSE_MILLIS = 1_000;

    /** What a start waits for all cells together that are away; those that are there take some milliseconds. */
    private static final long PATIENCE_MILLIS = 3_000;

    private final String until;
    private final Consumer<String> task;
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private OncePerCell(String until, Consumer<String> task) {
        this.until = until;
        this.task = task;
    }

    /**
     * Returns when it is done in every cell that answers, and goes on trying in the others, whatever fails there.
     *
     * @param until how a cell's tenants fare until it is done, for operators
     * @param task  what it throws for the default cell is thrown here, and nothing is begun in the others
     */
    public static OncePerCell begin(Cells cells, String until, Consumer<String> task) {
        task.accept(Cells.DEFAULT);
        OncePerCell once = new OncePerCell(until, task);
        once.done.add(Cells.DEFAULT);
        once.await(cells.names().stream()
                .filter(cell -> !cell.equals(Cells.DEFAULT))
                .map(cell -> Thread.ofPlatform()
                        .daemon()
                        .name("once-in-cell-" + cell)
                        .start(() -> once.untilDone(cell)))
                .toList());
        return once;
    }

    private void await(List<Thread> others) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            for (Thread other : others) {
                other.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilDone(String cell) {
        try {
            while (!tried(cell)) {
                if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            if (failures.remove(cell) != null) {
                LOG.info("cell {} is served; until now, {}", cell, until);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tried(String cell) {
        try {
            task.accept(cell);
            done.add(cell);
            return true;
        } catch (RuntimeException e) {
            if (failures.put(cell, e) == null && closing.getCount() > 0) {
                tell(cell, e);
            }
            return false;
        }
    }

    /** Once, with the reason: what follows from it isn't said for each request. */
    private void tell(String cell, RuntimeException why) {
        if (why instanceof MongoException || why instanceof UndecidedException) {
            Throwable cause = Optional.ofNullable(why.getCause()).orElse(why);
            LOG.warn("cell {} can't be served yet: {}, and it is tried again: {}", cell, until, cause.toString());
        } else {
            LOG.error("cell {} can't be served: {}, and it is tried again", cell, until, why);
        }
    }

    public boolean done(String cell) {
        return done.contains(cell);
    }

    /** Why it wasn't done there when it was tried last. */
    public Optional<Throwable> failure(String cell) {
        return Optional.ofNullable(failures.get(cell));
    }

    /** It isn't tried again; a try that has begun may still come to its end. */
    @Override
    public void close() {
        closing.countDown();
    }
}
