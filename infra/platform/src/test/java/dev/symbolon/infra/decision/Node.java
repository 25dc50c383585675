package dev.symbolon.infra.decision;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.decision.VerifiedDecisions.Pause;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.decision.Committed;
import dev.symbolon.ports.decision.Decisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One node's deciding, over a log that it may share with others. */
final class Node {
    private static final SecureRandom RANDOM = new SecureRandom();

    final AtomicLong nanos = new AtomicLong();
    final AtomicBoolean fresh = new AtomicBoolean();
    final StateCache cache = new StateCache(10_000, nanos::get);
    final NodeClock clock;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<ControlEvent> heard = Collections.synchronizedList(new ArrayList<>());
    final CountingLog log;
    final Decisions decisions;

    Node(CommitLog shared, EventCodec codec) {
        this(Model.identity(), shared, codec);
    }

    Node(Model model, CommitLog shared, EventCodec codec) {
        this(model, shared, codec, Clock.systemUTC(), Deciding.JITTER);
    }

    Node(Model model, CommitLog shared, EventCodec codec, Clock wall, Pause pause) {
        clock = new NodeClock(wall);
        log = new CountingLog(shared);
        decisions = new Deciding(
                        model,
                        log,
                        codec,
                        Node::random,
                        cache,
                        clock,
                        _ -> fresh.get(),
                        heard::add,
                        meters,
                        nanos::get,
                        Runnable::run,
                        pause)
                .decisions();
    }

    <R> R send(Command<R> command) {
        return commit(command).outcome();
    }

    <R> Committed<R> commit(Command<R> command) {
        return decisions.decide(command.target().tenant(), reading -> reading.commit(command, Sample.ORIGIN));
    }

    <S> Optional<S> state(Fold<S, ?> fold, Identifier id) {
        return decisions.decide(Sample.TENANT, reading -> reading.state(fold, id));
    }

    double reruns() {
        return meters.counter("symbolon.decisions.again", "why", "overtaken").count();
    }

    static StreamId stream(Fold<?, ?> fold, Identifier id) {
        return StreamId.of(Sample.TENANT, fold.type(), id);
    }

    /** Runs it on another thread, to its end: a thread in a unit of work can't begin another command. */
    static void elsewhere(Runnable task) {
        try {
            Thread.ofVirtual().start(task).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
