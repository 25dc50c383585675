package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import dev.symbolon.infra.log.CommitStore.Inserted;
import dev.symbolon.infra.log.Committer.Numbered;
import dev.symbolon.infra.mongo.RefusedWriteException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an unknown outcome known. A void with the same writer slot either lands, and then the commit never can; or it
 * is refused, and then whatever has the slot is the truth, once a majority write after it was acknowledged.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final CommitStore store;
    private final WriterRegister register;
    private final Door door;
    private volatile boolean gaveUpOn;
    private final CountDownLatch givingUp = new CountDownLatch(1);

    Settlement(CommitStore store, WriterRegister register, Door door) {
        this.store = store;
        this.register = register;
        this.door = door;
    }

    enum Truth {
        STORED,
        VOID,
        TAKEN_OVER,
        /** Not to be known before the store takes writes again: nobody waits for that. There is another verdict then. */
        PUT_OFF,
        /** The log was closed while the store couldn't be reached. */
        UNKNOWN
    }

    interface Verdict {
        void is(Numbered numbered, Truth truth);
    }

    void settle(WriterTerm term, List<Numbered> unknown, Verdict verdict) throws InterruptedException {
        List<Numbered> open = unknown;
        long pause = FIRST_PAUSE_MILLIS;
        while (!open.isEmpty()) {
            try {
                open = round(term, open, verdict);
            } catch (RuntimeException e) {
                later(e, open);
            }
            if (door.refusal().isPresent()) {
                open.forEach(numbered -> verdict.is(numbered, Truth.PUT_OFF));
            }
            if (!open.isEmpty()) {
                if (givingUp.await(pause, TimeUnit.MILLISECONDS)) {
                    gaveUpOn = true;
                    open.forEach(numbered -> verdict.is(numbered, Truth.UNKNOWN));
                    return;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private List<Numbered> round(WriterTerm term, List<Numbered> open, Verdict verdict) {
        Inserted inserted = store.insert(
                open.stream().map(one -> term.voiding(one.counter())).toList());
        List<Numbered> occupied = new ArrayList<>();
        List<Numbered> putOff = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            if (inserted.taken().get(i)) {
                occupied.add(open.get(i));
            } else if (inserted.refused().get(i)) {
                putOff.add(open.get(i));
            } else {
                verdict.is(open.get(i), Truth.VOID);
            }
        }
        inserted.refusal().ifPresent(door::shut);
        if (!occupied.isEmpty()) {
            putOff.addAll(judge(term, occupied, verdict));
        }
        return putOff;
    }

    /** What keeps all writes out is told at the door, once. */
    private void later(RuntimeException failure, List<Numbered> open) {
        RefusedWriteException.in(failure)
                .ifPresentOrElse(
                        door::shut, () -> LOG.warn("{} outcomes still unknown: {}", open.size(), failure.toString()));
    }

    private List<Numbered> judge(WriterTerm term, List<Numbered> occupied, Verdict verdict) {
        Map<Long, CommitDocument> there = new HashMap<>();
        try {
            majorityWrite();
            store.withSlots(occupied.stream()
                            .map(one -> one.document().writerSlot())
                            .toList())
                    .forEach(found -> there.put(found.counter(), found));
        } catch (RuntimeException e) {
            later(e, occupied);
            return occupied;
        }
        List<Numbered> open = new ArrayList<>();
        for (Numbered one : occupied) {
            CommitDocument found = there.get(one.counter());
            if (found == null) {
                // Refused by something that a new primary doesn't have: ask again.
                open.add(one);
            } else if (found.id().equals(one.document().id()) && !found.isVoid()) {
                verdict.is(one, Truth.STORED);
            } else if (found.voidedBy(term.epoch().writer())) {
                verdict.is(one, Truth.VOID);
            } else {
                verdict.is(one, Truth.TAKEN_OVER);
            }
        }
        return open;
    }

    /**
     * A store that takes no writes doesn't take this one either. What a majority read finds then is there for good all the
     * same; what it doesn't find yet stays open. So whoever waits for a commit that is stored is told so.
     */
    private void majorityWrite() {
        try {
            register.majorityWrite();
        } catch (MongoException e) {
            door.shut(RefusedWriteException.in(e).orElseThrow(() -> e));
        }
    }

    /** Whether a counter was left without a commit or a void. */
    boolean gaveUpOn() {
        return gaveUpOn;
    }

    /** Stops asking a store that doesn't answer; what is left open is for whoever takes this writer over. */
    void giveUp() {
        givingUp.countDown();
    }
}
