package dev.symbolon.infra.log;

import dev.symbolon.infra.log.Append.Outcome;
import dev.symbolon.infra.log.CommitStore.Holding;
import dev.symbolon.infra.log.CommitStore.Inserted;
import dev.symbolon.infra.mongo.RefusedWriteException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes a cell's commits. What queued up while a bulk was in flight is the next bulk; each commit
 * of it gets its own answer, and none before it is certain.
 */
final class Committer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int MOST_RUNS = 5;

    private final CommitStore store;
    private final Intake intake;
    private final WriterTerms terms;
    private final Settlement settlement;
    private final Door door;
    private final LogMeters meters;
    private volatile boolean leftHoles;

    /** Refused by this writer's own slots; nobody is answered before the next epoch. */
    private final List<Append> superseded = new ArrayList<>();

    /** One commit of a bulk, or a void for a hole, which nobody waits for. */
    record Numbered(CommitDocument document, @Nullable Append append) {
        long counter() {
            return document.counter();
        }
    }

    Committer(CommitStore store, Intake intake, WriterTerms terms, Settlement settlement, Door door, LogMeters meters) {
        this.store = store;
        this.intake = intake;
        this.terms = terms;
        this.settlement = settlement;
        this.door = door;
        this.meters = meters;
    }

    @Override
    public void run() {
        try {
            while (!finished()) {
                Numbering numbering = terms.current().numbering();
                boolean shut = door.refusal().isPresent();
                if (shut && intake.drained()) {
                    // What no void can close now, whoever takes this writer over will.
                    leftHoles = numbering.hasHoles();
                    break;
                }
                List<Append> bulk = intake.next(!shut && numbering.hasHoles(), numbering.room());
                if (terms.current().superseded()) {
                    superseded.addAll(bulk);
                } else if (shut) {
                    bulk.forEach(this::turnAway);
                    write(voids(terms.current()));
                } else {
                    write(number(terms.current(), bulk));
                }
                if (terms.current().superseded()) {
                    renew();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the committer ends; nothing more is written by this node", e);
            throw e;
        } finally {
            intake.close();
            superseded.addAll(intake.drain());
            superseded.forEach(append -> fail(append, new IllegalStateException("the log is closed")));
        }
    }

    /**
     * After giving up on what it can't settle it writes nothing more: the counters that are left open are for whoever takes
     * this writer over, and that one looks no further than a window.
     */
    private boolean finished() {
        return settlement.gaveUpOn()
                || intake.drained() && !terms.current().numbering().hasHoles();
    }

    private void write(List<Numbered> bulk) throws InterruptedException {
        WriterTerm term = terms.current();
        if (bulk.isEmpty()) {
            return;
        }
        meters.bulk(bulk.size());
        Inserted inserted;
        try {
            inserted = store.insert(bulk.stream().map(Numbered::document).toList());
        } catch (RuntimeException e) {
            LOG.warn("a bulk of {} has an unknown outcome, settling it: {}", bulk.size(), e.toString());
            settle(term, bulk);
            return;
        }
        if (inserted.refusal().isPresent()) {
            door.shut(inserted.refusal().get());
        } else if (inserted.taken().cardinality() < bulk.size()) {
            door.open();
        }
        List<Numbered> refusals = new ArrayList<>(inserted.taken().cardinality());
        for (int i = 0; i < bulk.size(); i++) {
            if (inserted.taken().get(i)) {
                refusals.add(bulk.get(i));
            } else if (inserted.refused().get(i)) {
                unwritten(term, bulk.get(i));
            } else {
                landed(term, bulk.get(i));
            }
        }
        if (!refusals.isEmpty()) {
            explain(term, refusals);
        }
    }

    /** The store has nothing of it: its counter is free again, and a void has it before anything above is relayed. */
    private void unwritten(WriterTerm term, Numbered numbered) {
        term.numbering().giveBack(numbered.counter());
        Append append = numbered.append();
        if (append != null) {
            turnAway(append);
        }
    }

    private void turnAway(Append append) {
        if (!append.outcome.isDone()) {
            fail(append, door.turningAway().orElseThrow());
        }
    }

    /** Voids on every hole, or else on the next counter: whether the store takes them is what is asked. */
    private static List<Numbered> voids(WriterTerm term) {
        List<Numbered> holes = number(term, List.of());
        return holes.isEmpty()
                ? List.of(new Numbered(term.voiding(term.numbering().take()), null))
                : holes;
    }

    private static List<Numbered> number(WriterTerm term, List<Append> appends) {
        List<Numbered> bulk = new ArrayList<>(appends.size());
        for (Append append : appends) {
            if (append.outcome.isDone()) {
                // Its caller has given up on it meanwhile, or was turned away: it isn't written after that.
                continue;
            }
            if (Settling.tooOldToSend(append.commit)) {
                append.outcome.complete(new Outcome.TooLate());
                continue;
            }
            append.runs++;
            bulk.add(new Numbered(
                    CommitDocument.of(
                            append.commit,
                            append.slots,
                            term.epoch(),
                            term.numbering().take()),
                    append));
        }
        for (long hole : term.numbering().fill()) {
            bulk.add(new Numbered(term.voiding(hole), null));
        }
        return bulk;
    }

    /** Finds out who has the slots of what was refused: one query for all. */
    private void explain(WriterTerm term, List<Numbered> refusals) throws InterruptedException {
        Map<String, Holding> bySlot = new HashMap<>();
        Map<String, Holding> byId = new HashMap<>();
        try {
            Set<String> asked = new HashSet<>();
            refusals.forEach(refusal -> asked.addAll(refusal.document().slots()));
            for (Holding holding : store.holding(asked)) {
                byId.put(holding.id(), holding);
                holding.slots().forEach(slot -> bySlot.put(slot, holding));
            }
        } catch (RuntimeException e) {
            LOG.warn("{} refusals can't be explained now, settling them: {}", refusals.size(), e.toString());
            settle(term, refusals);
            return;
        }
        List<Numbered> unclear = new ArrayList<>();
        List<Append> again = new ArrayList<>();
        for (Numbered refusal : refusals) {
            Holding own = bySlot.get(refusal.document().writerSlot());
            if (own != null) {
                // Our own commit, sent twice by the driver, or a void of whoever took this writer over: certain only
                // after a majority write.
                unclear.add(refusal);
            } else {
                term.numbering().giveBack(refusal.counter());
                refused(refusal, bySlot, byId, again);
            }
        }
        intake.again(again);
        if (!unclear.isEmpty()) {
            settle(term, unclear);
        }
    }

    private void refused(Numbered refusal, Map<String, Holding> bySlot, Map<String, Holding> byId, List<Append> again) {
        Append append = refusal.append();
        if (append == null) {
            return;
        }
        Holding earlier = byId.get(append.commit.id());
        if (earlier != null && !earlier.isVoid()) {
            // The very commit was stored before: its caller had given up on the answer and asks again.
            String slot = earlier.slots().getLast();
            String[] writer = slot.substring(0, slot.lastIndexOf('#')).split("/", -1);
            append.outcome.complete(
                    new Outcome.Stored(new WriterEpoch(writer[1], Long.parseLong(writer[2])), Slots.sequenceOf(slot)));
            return;
        }
        Set<String> taken = new LinkedHashSet<>(append.slots);
        taken.retainAll(bySlot.keySet());
        if (taken.isEmpty()) {
            rerun(append, again);
        } else {
            append.outcome.complete(new Outcome.Refused(taken));
        }
    }

    private void settle(WriterTerm term, List<Numbered> unknown) throws InterruptedException {
        List<Append> again = new ArrayList<>();
        settlement.settle(term, unknown, (numbered, truth) -> {
            Append append = numbered.append();
            switch (truth) {
                case STORED -> landed(term, numbered);
                case VOID -> {
                    term.numbering().resolved();
                    term.outbox().resolved(numbered.counter(), null);
                    meters.voided(1);
                    if (append != null) {
                        rerun(append, again);
                    }
                }
                case TAKEN_OVER -> {
                    term.supersede();
                    if (append != null) {
                        superseded.add(append);
                    }
                }
                case PUT_OFF -> {
                    if (append != null) {
                        turnAway(append);
                    }
                    intake.drain().forEach(this::turnAway);
                }
                case UNKNOWN -> {
                    if (append != null) {
                        fail(append, new IllegalStateException("closed before the outcome was known"));
                    }
                }
            }
        });
        intake.again(again);
    }

    private void landed(WriterTerm term, Numbered numbered) {
        term.numbering().resolved();
        Append append = numbered.append();
        if (append == null) {
            term.outbox().resolved(numbered.counter(), null);
            meters.voided(1);
            return;
        }
        term.outbox().resolved(numbered.counter(), numbered.document().stored());
        meters.committed();
        append.outcome.complete(new Outcome.Stored(term.epoch(), numbered.counter()));
    }

    private static void rerun(Append append, List<Append> again) {
        if (append.runs >= MOST_RUNS) {
            fail(append, new IllegalStateException("not stored after " + append.runs + " runs"));
        } else {
            again.add(append);
        }
    }

    /**
     * Another node closed this numbering. What waits was decided before: let it be decided again, and not before there is
     * another epoch to write under.
     */
    private void renew() throws InterruptedException {
        terms.renew(this::notRenewed);
        // Until it was registered, nobody minded this writer: what others took for stable must stay so.
        superseded.addAll(intake.startOver(terms.floor()));
        superseded.forEach(append -> append.outcome.complete(new Outcome.Superseded()));
        superseded.clear();
    }

    /** Nothing of it was stored, nor will be: nobody need wait for a store that takes no writes. */
    private void notRenewed(RefusedWriteException refusal) {
        door.shut(refusal);
        superseded.addAll(intake.drain());
        superseded.forEach(this::turnAway);
        superseded.clear();
    }

    /** Whether there may be counters with neither a commit nor a void, though this has ended. */
    boolean leftHoles() {
        return leftHoles;
    }

    private static void fail(Append append, RuntimeException cause) {
        append.outcome.complete(new Outcome.Failed(cause));
    }
}
