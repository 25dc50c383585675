package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.WriterRegister.Registered;
import dev.symbolon.infra.mongo.RefusedWriteException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows this writer's heart beating, and watches the others': one that stands still for the lease, by this node's own
 * monotonic clock, is taken over. No node's clock is compared with another's.
 */
final class WriterWatch {
    private static final Logger LOG = LoggerFactory.getLogger(WriterWatch.class);
    private static final Duration CLOSED_KEPT = Duration.ofDays(7);
    private static final int BEATS_PER_LEASE = 5;
    private static final int CLEANING_EVERY = 1_000;

    private final String me;
    private final LogOptions options;
    private final CommitStore store;
    private final WriterRegister register;
    private final WriterTerms terms;
    private final Intake intake;
    private final Door door;
    private final LogMeters meters;
    private final Map<WriterEpoch, Seen> seen = new HashMap<>();
    private final Set<WriterEpoch> takingOver = ConcurrentHashMap.newKeySet();
    private final Set<Takeover> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private int rounds;

    private record Seen(Registered registered, long sinceNanos, long patienceNanos) {}

    WriterWatch(
            String me,
            LogOptions options,
            CommitStore store,
            WriterRegister register,
            WriterTerms terms,
            Intake intake,
            Door door,
            LogMeters meters) {
        this.me = me;
        this.options = options;
        this.store = store;
        this.register = register;
        this.terms = terms;
        this.intake = intake;
        this.door = door;
        this.meters = meters;
        this.thread = Thread.ofPlatform().daemon().name("writer-watch-" + me).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long pause = options.lease().toMillis() / BEATS_PER_LEASE;
        try {
            do {
                try {
                    beat();
                    look();
                } catch (RuntimeException e) {
                    failed(e);
                }
            } while (!closing.await(pause, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(RuntimeException failure) {
        RefusedWriteException.in(failure)
                .ifPresentOrElse(
                        door::shut, () -> LOG.warn("heartbeats can't be written or read now: {}", failure.toString()));
        // What stood still while this node couldn't write may have been kept from it in the same way.
        seen.clear();
    }

    private void beat() {
        WriterTerm term = terms.current();
        Outbox outbox = term.outbox();
        // The floor first: from then on nothing comes below it that the outbox doesn't know.
        HybridTime settled = intake.raiseFloor(Settling.limit());
        HybridTime stable = outbox.relayedBelow(settled);
        if (!term.superseded() && !register.beat(term.epoch(), outbox.relayed(), stable, settled)) {
            term.supersede();
        }
    }

    private void look() {
        Set<WriterEpoch> open = new HashSet<>();
        for (Registered other : register.open()) {
            if (other.epoch().equals(terms.current().epoch())) {
                continue;
            }
            open.add(other.epoch());
            Seen before = seen.get(other.epoch());
            long now = System.nanoTime();
            if (before == null || !before.registered().equals(other)) {
                seen.put(other.epoch(), new Seen(other, now, patienceNanos()));
            } else if (now - before.sinceNanos() > before.patienceNanos() && takingOver.add(other.epoch())) {
                Thread.ofVirtual().name("takeover-" + other.epoch()).start(() -> takeOver(other));
            }
        }
        seen.keySet().retainAll(open);
        if (++rounds % CLEANING_EVERY == 0) {
            register.forgetClosedBefore(CLOSED_KEPT);
        }
    }

    /** The lease, and a little chance, so that the nodes don't all begin at once. */
    private long patienceNanos() {
        long lease = options.lease().toNanos();
        return lease + ThreadLocalRandom.current().nextLong(lease / 5 + 1);
    }

    private void takeOver(Registered other) {
        Takeover takeover = new Takeover(me, options, store, register);
        running.add(takeover);
        try {
            if (closing.getCount() > 0 && takeover.run(other)) {
                meters.tookOver();
                LOG.info("writer {} was taken over and closed", other.epoch());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            RefusedWriteException.in(e)
                    .ifPresentOrElse(
                            door::shut,
                            () -> LOG.warn(
                                    "taking {} over didn't succeed; it will be tried again: {}",
                                    other.epoch(),
                                    e.toString()));
        } finally {
            running.remove(takeover);
            takingOver.remove(other.epoch());
        }
    }

    void close() throws InterruptedException {
        closing.countDown();
        running.forEach(Takeover::giveUp);
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }
}
