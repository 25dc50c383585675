package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.Append.Outcome;
import dev.symbolon.infra.log.ClaimStreams.Placement;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.mongo.RefusedWriteException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of one cell: its committer, its outbox, and what watches over other writers. */
final class CellLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CellLog.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Of that and {@link #SENT_PATIENCE_NANOS}: what is waited at once. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** In all, for what the store may have by now; a little less than callers commonly wait themselves. */
    private static final long SENT_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(25);

    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_PLACEMENTS = 5;

    private final CommitStore store;
    private final ClaimStreams claims;
    private final SnapshotStore snapshots;
    private final LogMeters meters;
    private final Intake intake;
    private final WriterRegister register;
    private final WriterTerms terms;
    private final Settlement settlement;
    private final WriterWatch watch;
    private final Door door;
    private final Committer commits;
    private final Thread committer;

    CellLog(String name, MongoDatabase cell, LogOptions options, LogMeters meters) {
        this.door = new Door(name);
        this.store = new CommitStore(cell);
        this.claims = new ClaimStreams(store);
        this.snapshots = new SnapshotStore(cell);
        this.meters = meters;
        WriterEpoch first = new WriterEpoch(options.newWriter(), 1);
        this.register = new WriterRegister(cell);
        store.createIndexes();
        register.createIndexes();
        this.intake = new Intake();
        this.terms = new WriterTerms(first, register, epoch -> new Outbox(epoch, 0, store, options.publisher()), () -> {
            meters.wasTakenOver();
            options.onTakenOver().run();
        });
        intake.startOver(terms.floor());
        this.settlement = new Settlement(store, register, door);
        this.watch = new WriterWatch(first.writer(), options, store, register, terms, intake, door, meters);
        this.commits = new Committer(store, intake, terms, settlement, door, meters);
        this.committer =
                Thread.ofPlatform().daemon().name("committer-" + first.writer()).unstarted(commits);
        meters.gauge("symbolon.relay.backlog", () -> terms.current().outbox().size());
        meters.gauge("symbolon.log.refusing", () -> door.refusal().isPresent() ? 1 : 0);
        committer.start();
        watch.start();
    }

    boolean writes() {
        return committer.isAlive();
    }

    /** Why the store takes no writes now, if so. */
    Optional<RefusedWriteException> refusal() {
        return door.refusal();
    }

    HybridTime settled() {
        HybridTime announced = register.settled();
        // Who is alone and far ahead doesn't lead others to pass over what comes by clocks that are right.
        HybridTime limit = Settling.limit();
        return announced.compareTo(limit) < 0 ? announced : limit;
    }

    /** Every commit with a control event and a later clock that the store had acknowledged when this was called. */
    void control(HybridTime after, Consumer<CommitDocument> each) {
        register.confirmPrimary();
        store.control(after, each);
    }

    CommitStore store() {
        return store;
    }

    ClaimStreams claims() {
        return claims;
    }

    SnapshotStore snapshots() {
        return snapshots;
    }

    Appended append(NewCommit commit) {
        door.turningAway().ifPresent(refusal -> {
            throw new LogUnavailableException("the store takes no writes", refusal);
        });
        long start = System.nanoTime();
        try {
            boolean guess = true;
            for (int run = 0; run < MOST_PLACEMENTS; run++) {
                switch (claims.place(commit, guess)) {
                    case Placement.Held held -> {
                        meters.claimConflict();
                        return new Appended.ClaimTaken(held.kind(), held.name());
                    }
                    case Placement.NotHeld _ -> {
                        return decideAgain(commit);
                    }
                    case Placement.Placed placed -> {
                        Append append = new Append(commit, slots(commit, placed));
                        switch (await(append)) {
                            case Outcome.Stored stored -> {
                                if (Settling.tooOldToTell(commit)) {
                                    throw new LogUnavailableException(
                                            "the commit is stored too late for all that it voids",
                                            new IllegalStateException("its clock was " + commit.clock()));
                                }
                                return new Appended.Stored(position(commit, stored));
                            }
                            case Outcome.TooLate _ -> {
                                return decideAgain(commit);
                            }
                            case Outcome.Superseded _ -> {
                                return new Appended.WriterRenewed();
                            }
                            case Outcome.Failed failed ->
                                throw new LogUnavailableException(
                                        "the commit isn't known to be stored", failed.cause());
                            case Outcome.Refused refused -> {
                                Set<StreamId> streams = streams(commit, refused.taken());
                                if (!streams.isEmpty()) {
                                    meters.slotConflict();
                                    return new Appended.SlotTaken(streams);
                                }
                                guess = false;
                            }
                        }
                    }
                }
            }
            throw new LogUnavailableException(
                    "the claims of the commit were moving all the time",
                    new IllegalStateException("placed " + MOST_PLACEMENTS + " times"));
        } catch (MongoException e) {
            throw new LogUnavailableException("the store doesn't answer", e);
        } finally {
            meters.appended(start);
        }
    }

    private static List<String> slots(NewCommit commit, Placement.Placed placed) {
        List<String> slots =
                new ArrayList<>(commit.events().size() + placed.slots().size());
        for (StoredEvent event : commit.events()) {
            slots.add(event.stream().slot(event.sequence()));
        }
        slots.addAll(placed.slots());
        return slots;
    }

    private static Set<StreamId> streams(NewCommit commit, Set<String> taken) {
        Set<StreamId> streams = new LinkedHashSet<>();
        for (StoredEvent event : commit.events()) {
            if (taken.contains(event.stream().slot(event.sequence()))) {
                streams.add(event.stream());
            }
        }
        return streams;
    }

    /** Nobody has these slots, yet what the decision knew may be old: all its streams are to be read again. */
    private static Appended decideAgain(NewCommit commit) {
        Set<StreamId> streams = new LinkedHashSet<>();
        commit.events().forEach(event -> streams.add(event.stream()));
        return new Appended.SlotTaken(streams);
    }

    private static Position position(NewCommit commit, Outcome.Stored stored) {
        return new Position(
                commit.tenant(), stored.writer().writer(), stored.writer().epoch(), stored.counter());
    }

    private Outcome await(Append append) {
        try {
            return switch (intake.offer(append, PATIENCE_NANOS)) {
                case TOO_OLD -> new Outcome.TooLate();
                case FULL -> new Outcome.Failed(new IllegalStateException("too many commits wait for the store"));
                case CLOSED -> new Outcome.Failed(new IllegalStateException("the log is closed"));
                case QUEUED -> awaited(append);
            };
        } catch (ExecutionException e) {
            return new Outcome.Failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return givenUp(append, e);
        }
    }

    /** From here on it isn't written, unless it is on its way already; what became of it meanwhile counts. */
    private Outcome givenUp(Append append, Exception why) {
        intake.withdraw(append);
        append.outcome.complete(new Outcome.Failed(why));
        return append.outcome.join();
    }

    /**
     * Waits in short turns: a process that was suspended wakes up with one of them spent, not with all its patience, and
     * gets the answer that came meanwhile.
     *
     * <p>What never left is withdrawn, so that nothing is written after its caller was told no. What was sent is waited for
     * longer: the store may have it, and whoever is told that nobody knows comes again with a code that is spent by then.
     */
    private Outcome awaited(Append append) throws InterruptedException, ExecutionException {
        for (int turn = 1; ; turn++) {
            try {
                return append.outcome.get(TURN_NANOS, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                long waited = turn * TURN_NANOS;
                if (waited >= PATIENCE_NANOS
                        && (intake.withdraw(append) || waited >= SENT_PATIENCE_NANOS || append.commit.control())) {
                    // Watermarks reckon with how late what takes something away is acknowledged: decision 0011.
                    return givenUp(append, e);
                }
            }
        }
    }

    /** Writes what is queued, relays it, and says goodbye; what can't be done in time is left to be taken over. */
    @Override
    public void close() {
        intake.close();
        try {
            committer.join(TimeUnit.NANOSECONDS.toMillis(CLOSING_NANOS));
            settlement.giveUp();
            terms.giveUp();
            committer.join(TimeUnit.NANOSECONDS.toMillis(CLOSING_NANOS));
            WriterTerm term = terms.current();
            boolean relayed = term.outbox().awaitRelayed(CLOSING_NANOS);
            watch.close();
            term.outbox().abandon();
            term.outbox().join();
            if (relayed
                    && !committer.isAlive()
                    && !settlement.gaveUpOn()
                    && !commits.leftHoles()
                    && !term.superseded()) {
                register.close(term.epoch(), WriterRegister.LIVE, term.outbox().relayed());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (MongoException e) {
            LOG.warn("the writer couldn't be closed; another node will take it over: {}", e.toString());
        }
    }
}
