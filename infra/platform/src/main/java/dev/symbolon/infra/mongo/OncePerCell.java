package dev.symbolon.infra.mongo;

import com.mongodb.MongoException;
import dev.symbolon.ports.decision.Decisions.UndecidedException;
import java.util.ArrayList;
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

    private final Cells cells;
    private final String until;
    private final Consumer<String> task;
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private OncePerCell(Cells cells, String until, Consumer<String> task) {
        this.cells = cells;
        this.until = until;
        this.task = task;
    }

    /**
     * Returns when it is done in every cell that answers, and goes on trying in the others.
     *
     * @param until how a cell's tenants fare until it is done, for operators
     * @param task  throws {@link MongoException} or {@link UndecidedException} when it is to be tried again; thrown here for
     *              the default cell
     */
    public static OncePerCell begin(Cells cells, String until, Consumer<String> task) {
        OncePerCell once = new OncePerCell(cells, until, task);
        List<Thread> others = new ArrayList<>();
        for (String cell : cells.names()) {
            if (!cell.equals(Cells.DEFAULT)) {
                others.add(Thread.ofPlatform()
                        .daemon()
                        .name("once-in-cell-" + cell)
                        .start(() -> once.untilDone(cell)));
            }
        }
        try {
            task.accept(Cells.DEFAULT);
            once.done.add(Cells.DEFAULT);
            once.await(others);
            return once;
        } catch (RuntimeException e) {
            once.close();
            throw e;
        }
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
        cells.names().stream()
                .filter(cell -> !done(cell))
                .forEach(cell -> LOG.warn("cell {} doesn't answer: {} until it does", cell, until));
    }

    private void untilDone(String cell) {
        try {
            if (tried(cell)) {
                return;
            }
            while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (tried(cell)) {
                    LOG.info("cell {} is back; until now, {}", cell, until);
                    return;
                }
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
        } catch (MongoException | UndecidedException e) {
            failures.put(cell, e);
            return false;
        }
    }

    /** Whether it is done in all of them. */
    public boolean done() {
        return done.size() == cells.names().size();
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
