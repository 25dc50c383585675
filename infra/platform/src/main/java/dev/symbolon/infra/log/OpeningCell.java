package dev.symbolon.infra.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cell's log, from when its store has answered once: a writer has to be registered there before anything is written. */
final class OpeningCell implements AutoCloseable {
    private volatile @Nullable CellLog log;
    private boolean closed;

    /** Too late when this was closed meanwhile: then the log is, too. */
    void open(CellLog opened) {
        synchronized (this) {
            if (!closed) {
                log = opened;
                return;
            }
        }
        opened.close();
    }

    /** Empty until it is opened. */
    Optional<CellLog> log() {
        return Optional.ofNullable(log);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        log().ifPresent(CellLog::close);
    }
}
