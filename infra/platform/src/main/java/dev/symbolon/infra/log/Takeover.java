package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.CommitStore.Inserted;
import dev.symbolon.infra.log.WriterRegister.Registered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Ends a writer that went silent: voids on every counter it might still write, then its commits to the stream under
 * their old numbers. Two nodes doing this at once, or one after another's crash, come to the same end.
 */
final class Takeover {
    private final String me;

    /** Not a writer's name: what this node voids of an earlier epoch of its own isn't to be taken for that epoch's own voids. */
    private final String voider;

    private final LogOptions options;
    private final CommitStore store;
    private final WriterRegister register;
    private volatile boolean givenUp;

    Takeover(String me, LogOptions options, CommitStore store, WriterRegister register) {
        this.me = me;
        this.voider = "taker:" + me;
        this.options = options;
        this.store = store;
        this.register = register;
    }

    /** Whether this node closed the writer; false when another does. */
    boolean run(Registered silent) throws InterruptedException {
        WriterEpoch writer = silent.epoch();
        if (!register.take(silent, me)) {
            return false;
        }
        long last = fence(writer, silent.relayed());
        // Whatever the stream still lacks of it, nobody need reckon with more: see everything that rests on settled().
        if (!register.fenced(writer, me)) {
            return false;
        }
        Outbox outbox = new Outbox(writer, silent.relayed(), store, options.publisher());
        outbox.resolvedThrough(last);
        outbox.start();
        try {
            long pause = Math.max(1, options.lease().toNanos() / 5);
            while (!outbox.awaitRelayed(pause)) {
                if (givenUp || !register.holdOn(writer, me, outbox.relayed())) {
                    return false;
                }
            }
            register.close(writer, WriterRegister.TAKEN, last);
            return true;
        } finally {
            outbox.abandon();
        }
    }

    /**
     * Puts voids on every counter that isn't a commit, until they cover a whole window in a row: the writer may have
     * nothing in flight beyond that. Only others' voids count, since past its own the writer may have gone on.
     *
     * @return the last counter before that run
     */
    private long fence(WriterEpoch writer, long relayed) {
        long last = relayed;
        long counter = relayed + 1;
        while (counter - last <= Numbering.WINDOW) {
            long end = last + Numbering.WINDOW + 1;
            for (CommitDocument found : fenced(writer, counter, end)) {
                if (!found.isVoid() || found.voidedBy(writer.writer())) {
                    last = found.counter();
                }
            }
            counter = end;
        }
        return last;
    }

    /** What is on each of these counters, after voids were put where nothing was. */
    private List<CommitDocument> fenced(WriterEpoch writer, long from, long to) {
        HybridTime now = HybridTime.atMillis(System.currentTimeMillis());
        while (true) {
            Map<Long, CommitDocument> there = store.numbered(writer, from, to).stream()
                    .collect(Collectors.toMap(CommitDocument::counter, found -> found));
            List<CommitDocument> voids = new ArrayList<>();
            for (long counter = from; counter < to; counter++) {
                if (!there.containsKey(counter)) {
                    voids.add(CommitDocument.voiding(writer, counter, voider, now));
                }
            }
            if (voids.isEmpty() || landed(voids)) {
                List<CommitDocument> all = new ArrayList<>(there.values());
                all.addAll(voids);
                all.sort(java.util.Comparator.comparingLong(CommitDocument::counter));
                return all;
            }
            // Something landed between reading and writing: look again.
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private boolean landed(List<CommitDocument> voids) {
        Inserted inserted = store.insert(voids);
        if (inserted.refusal().isPresent()) {
            throw inserted.refusal().get();
        }
        return inserted.taken().isEmpty();
    }

    void giveUp() {
        givenUp = true;
    }
}
