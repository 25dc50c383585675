package dev.symbolon.infra.decision;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.CommitLog.LoggedEvent;
import dev.symbolon.infra.serialization.EventCodec;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Knows the states of streams: from the cache, at a miss from the log, for a long stream by way of its snapshot. */
final class States {
    /** Most streams end within the first page, and cost one query. */
    private static final int FIRST_PAGE = 64;

    private static final int PAGE = 512;

    private final CommitLog log;
    private final EventCodec codec;
    private final StateCache cache;
    private final Snapshots snapshots;
    private final NodeClock clock;
    private final ControlListener listener;
    private final LongSupplier nanos;

    States(
            CommitLog log,
            EventCodec codec,
            StateCache cache,
            Snapshots snapshots,
            NodeClock clock,
            ControlListener listener,
            LongSupplier nanos) {
        this.log = log;
        this.codec = codec;
        this.cache = cache;
        this.snapshots = snapshots;
        this.clock = clock;
        this.listener = listener;
        this.nanos = nanos;
    }

    /** As this node knows it: perhaps overtaken, so that the caller has it verified. */
    <S> Known<S> known(Fold<S, ?> fold, StreamId stream) {
        Optional<Known<S>> cached = cache.get(fold, stream);
        return cached.isPresent() ? cached.get() : load(fold, stream);
    }

    /**
     * A stream that a command means to begin: empty, unless this node knows better. If it isn't, the commit's slot or the
     * probe of a refusal says so.
     */
    <S> Known<S> begun(Fold<S, ?> fold, StreamId stream) {
        Optional<Known<S>> cached = cache.get(fold, stream);
        if (cached.isPresent()) {
            return cached.get();
        }
        int stamp = cache.stamp(stream);
        Known<S> empty = empty(fold, stream, nanos.getAsLong());
        cache.keep(empty, stamp);
        return empty;
    }

    /** As the store has it now. */
    <S> Known<S> load(Fold<S, ?> fold, StreamId stream) {
        int stamp = cache.stamp(stream);
        long asked = nanos.getAsLong();
        List<LoggedEvent> first = log.stream(stream, 0, FIRST_PAGE);
        Known<S> known = empty(fold, stream, asked);
        if (first.size() < FIRST_PAGE) {
            known = fold(known, first);
        } else {
            Optional<Known<S>> snapshot = snapshots.find(fold, stream, asked);
            known = snapshot.isPresent() ? snapshot.get() : fold(known, first);
            clock.observe(known.clock());
            long kept = snapshot.isPresent() ? known.sequence() : -1;
            known = foldRest(known);
            if (known.sequence() - kept >= Snapshots.EVERY) {
                snapshots.keep(known);
            }
        }
        cache.keep(known, stamp);
        return known;
    }

    private static <S> Known<S> empty(Fold<S, ?> fold, StreamId stream, long nanos) {
        return new Known<>(stream, fold, null, -1, HybridTime.ZERO, nanos);
    }

    private <S> Known<S> foldRest(Known<S> start) {
        Known<S> known = start;
        while (true) {
            List<LoggedEvent> page = log.stream(known.stream(), known.sequence() + 1, PAGE);
            known = fold(known, page);
            if (page.size() < PAGE) {
                return known;
            }
        }
    }

    private <S> Known<S> fold(Known<S> start, List<LoggedEvent> events) {
        Known<S> known = start;
        for (LoggedEvent logged : events) {
            RecordedEvent recorded =
                    codec.decode(logged.event().bytes(), logged.event().sha256(), logged.commitId(), logged.position());
            if (recorded.envelope().sequence() != known.sequence() + 1) {
                throw new IllegalStateException("the log has a gap: " + start.stream() + " has "
                        + recorded.envelope().sequence() + " after " + known.sequence());
            }
            clock.observe(logged.clock());
            if (logged.event().control()) {
                // Whoever decides by what followed a revocation knows of the revocation, too.
                listener.heard(ControlEvent.of(recorded));
            }
            known = known.with(recorded.event(), logged.clock(), start.currentNanos());
        }
        return known;
    }
}
