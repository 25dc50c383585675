package dev.symbolon.infra.decision;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.ports.decision.Committed;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads for what decides nothing. A state counts for five seconds after it was last known to be current; for sixty while
 * the revocation view is fresh; then one probe says whether it still is.
 */
final class Glances {
    private static final long UNCHECKED_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();

    private final States states;
    private final StateCache cache;
    private final CommitLog log;
    private final Freshness freshness;
    private final LongSupplier nanos;

    Glances(States states, StateCache cache, CommitLog log, Freshness freshness, LongSupplier nanos) {
        this.states = states;
        this.cache = cache;
        this.log = log;
        this.freshness = freshness;
        this.nanos = nanos;
    }

    Reading of(TenantId tenant) {
        return new Glance(tenant);
    }

    private <S> Known<S> known(Fold<S, ?> fold, StreamId stream) {
        Known<S> known = states.known(fold, stream);
        long age = nanos.getAsLong() - known.currentNanos();
        if (age > UNCHECKED_NANOS && !(age <= LONGEST_NANOS && freshness.fresh(stream.tenant()))) {
            known = probed(fold, known);
        }
        return known;
    }

    private <S> Known<S> probed(Fold<S, ?> fold, Known<S> known) {
        if (log.advanced(known.stream().tenant(), List.of(known.basis())).isEmpty()) {
            cache.confirmed(List.of(known.basis()));
            return known;
        }
        cache.forget(List.of(known.stream()));
        return states.load(fold, known.stream());
    }

    private final class Glance implements Reading {
        private final TenantId tenant;

        private Glance(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public TenantId tenant() {
            return tenant;
        }

        @Override
        public <S> Optional<S> state(Fold<S, ?> fold, StreamId stream) {
            DecisionRun.readable(tenant, fold, stream);
            return Optional.ofNullable(known(fold, stream).state());
        }

        @Override
        public <S> long sequence(Fold<S, ?> fold, StreamId stream) {
            DecisionRun.readable(tenant, fold, stream);
            return known(fold, stream).sequence();
        }

        @Override
        public <R> Committed<R> commit(Command<R> command, Origin origin) {
            throw new IllegalStateException("a glance decides nothing");
        }
    }
}
