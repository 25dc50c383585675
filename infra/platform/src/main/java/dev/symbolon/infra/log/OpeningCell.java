package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cell's log, from when its store has answered once: a writer has to be registered there before anything is written. A
 * cell that is away at a start is opened when it is back, and nobody's start waits for it.
 */
final class OpeningCell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningCell.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final String name;
    private final Supplier<CellLog> opening;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable CellLog log;
    private volatile @Nullable MongoException why;

    private OpeningCell(String name, Supplier<CellLog> opening) {
        this.name = name;
        this.opening = opening;
    }

    /** Throws where it can't be opened now. */
    static OpeningCell now(String name, Supplier<CellLog> opening) {
        OpeningCell cell = new OpeningCell(name, opening);
        cell.log = opening.get();
        return cell;
    }

    /** Goes on trying beside the caller where it can't be opened now. */
    static OpeningCell nowOrLater(String name, Supplier<CellLog> opening) {
        OpeningCell cell = new OpeningCell(name, opening);
        if (!cell.opened()) {
            LOG.warn(
                    "cell {} doesn't answer: its tenants are answered with 503 until it does, and is opened then: {}",
                    name,
                    String.valueOf(cell.why));
            Thread.ofPlatform().daemon().name("opening-cell-" + name).start(cell::openLater);
        }
        return cell;
    }

    private boolean opened() {
        try {
            CellLog opened = opening.get();
            synchronized (this) {
                if (closing.getCount() > 0) {
                    log = opened;
                    return true;
                }
            }
            opened.close();
            return true;
        } catch (MongoException e) {
            why = e;
            return false;
        }
    }

    private void openLater() {
        try {
            while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (opened()) {
                    LOG.info("cell {} is back, and opened", name);
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws {@link LogUnavailableException} until it is opened. */
    CellLog log() {
        CellLog opened = log;
        if (opened == null) {
            throw new LogUnavailableException(
                    "cell " + name + " isn't opened yet",
                    Optional.<Throwable>ofNullable(why).orElseGet(IllegalStateException::new));
        }
        return opened;
    }

    Optional<CellLog> ifOpened() {
        return Optional.ofNullable(log);
    }

    @Override
    public void close() {
        synchronized (this) {
            closing.countDown();
        }
        ifOpened().ifPresent(CellLog::close);
    }
}
