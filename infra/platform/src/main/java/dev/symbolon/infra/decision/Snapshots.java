package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.CommitLog.Snapshot;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States of long streams, kept beside the log so that loading one costs no more than loading a short stream. A snapshot
 * is only ever a shortcut: one of another state version, or one that can't be read, is as if it weren't there.
 */
final class Snapshots {
    /** So many events after the last snapshot make a new one worth its write. */
    static final int EVERY = 100;

    /** Writes under way at once; what is above it is left out, since the next load makes it good. */
    private static final int AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final CommitLog log;
    private final StateJson json;
    private final Executor executor;
    private final Semaphore room = new Semaphore(AT_ONCE);

    Snapshots(CommitLog log, StateJson json, Executor executor) {
        this.log = log;
        this.json = json;
        this.executor = executor;
    }

    <S> Optional<Known<S>> find(Fold<S, ?> fold, StreamId stream, long askedNanos) {
        Optional<Snapshot> kept = log.snapshot(stream, fold.stateVersion());
        if (kept.isEmpty() || kept.get().stateVersion() != fold.stateVersion()) {
            return Optional.empty();
        }
        Snapshot snapshot = kept.get();
        try {
            S state = json.read(snapshot.state(), fold.state());
            return Optional.of(new Known<>(stream, fold, state, snapshot.sequence(), snapshot.clock(), askedNanos));
        } catch (RuntimeException e) {
            LOG.warn("The snapshot of {} can't be read; its events are: {}", stream, e.toString());
            return Optional.empty();
        }
    }

    /** Keeps it in the background. The state comes from the log, so that personal data in it is sealed. */
    void keep(Known<?> known) {
        Object state = known.state();
        if (state == null || !room.tryAcquire()) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    log.keepSnapshot(snapshot(known, state));
                } catch (RuntimeException e) {
                    LOG.warn("No snapshot was kept of {}", known.stream(), e);
                } finally {
                    room.release();
                }
            });
        } catch (RuntimeException e) {
            room.release();
            LOG.warn("No snapshot was kept of {}", known.stream(), e);
        }
    }

    private Snapshot snapshot(Known<?> known, Object state) {
        Fold<?, ?> fold = known.fold();
        return new Snapshot(
                known.stream(), known.sequence(), fold.stateVersion(), known.clock(), json.write(state, fold.state()));
    }
}
