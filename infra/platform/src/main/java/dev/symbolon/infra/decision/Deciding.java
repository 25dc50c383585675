package dev.symbolon.infra.decision;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.infra.decision.VerifiedDecisions.Pause;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.decision.Decisions;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * The parts of deciding, put together for one node.
 *
 * @param cache  made apart, as those who learn of changes write to it
 * @param clock  made apart, as others follow it
 * @param listener hears of control events of this node's own, and of those in streams that it loads
 * @param nanos  the monotonic clock
 * @param background where snapshots are written
 */
record Deciding(
        Model model,
        CommitLog log,
        EventCodec codec,
        Randomness randomness,
        StateCache cache,
        NodeClock clock,
        Freshness freshness,
        ControlListener listener,
        MeterRegistry registry,
        LongSupplier nanos,
        Executor background,
        Pause pause) {

    /** A random wait, of at most 4, 8, 16 … milliseconds. */
    static final Pause JITTER = jitter(bound -> ThreadLocalRandom.current().nextLong(bound), LockSupport::parkNanos);

    /** @param chance a number from zero up to that bound, excluded */
    static Pause jitter(LongUnaryOperator chance, LongConsumer park) {
        return rerun -> park.accept(chance.applyAsLong(TimeUnit.MILLISECONDS.toNanos(2L << rerun)));
    }

    Decisions decisions() {
        DecisionMeters meters = new DecisionMeters(registry);
        Snapshots snapshots = new Snapshots(log, new StateJson(), background);
        States states = new States(log, codec, cache, snapshots, clock, listener, nanos);
        Verifier verifier = new Verifier(log, cache, freshness, meters);
        CommitDraft draft = new CommitDraft(codec, randomness);
        Commits commits = new Commits(log, draft, verifier, freshness, cache, snapshots, model, clock, listener);
        Commands commands = new Commands(model, new CommitEventStore(states, model, commits));
        Glances glances = new Glances(states, cache, log, freshness, nanos);
        return new VerifiedDecisions(states, cache, commands, verifier, glances, meters, pause);
    }
}
