package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which counters are resolved, sent and relayed, with the commits between as far as memory may hold them; the rest is
 * read from the store again. Not thread-safe: the outbox guards it.
 */
final class Backlog {
    static final int HELD_COUNT = 4_096;
    static final int HELD_BYTES = 16 << 20;

    /** A counter on its way; a void has no commit, and is done as soon as it is reached. */
    static final class Entry {
        final long counter;
        final @Nullable StoredCommit commit;
        final int bytes;
        boolean sent;
        boolean done;

        Entry(long counter, @Nullable StoredCommit commit) {
            this.counter = counter;
            this.commit = commit;
            this.bytes = commit == null
                    ? 0
                    : commit.events().stream().mapToInt(e -> e.bytes().length).sum();
        }
    }

    /** Resolved, but with an unresolved counter below. */
    private final TreeSet<Long> ahead = new TreeSet<>();

    /** In memory, not yet sent. */
    private final Map<Long, Entry> held = new HashMap<>();

    /** Sent and not yet relayed without a gap. */
    private final Deque<Entry> sent = new ArrayDeque<>();

    private long resolvedThrough;
    private long next;
    private int heldBytes;

    Backlog(long relayed) {
        this.resolvedThrough = relayed;
        this.next = relayed + 1;
    }

    void resolved(long counter, @Nullable StoredCommit commit) {
        ahead.add(counter);
        while (ahead.remove(resolvedThrough + 1)) {
            resolvedThrough++;
        }
        hold(counter, commit);
    }

    /** Everything up to that counter is in the store, though none of it in memory. */
    void resolvedThrough(long counter) {
        resolvedThrough = Math.max(resolvedThrough, counter);
    }

    /** Keeps it for sending, if there is room. The next one always has: otherwise nothing would move. */
    void hold(long counter, @Nullable StoredCommit commit) {
        if (counter < next || held.containsKey(counter)) {
            return;
        }
        Entry entry = new Entry(counter, commit);
        if (counter != next && (held.size() >= HELD_COUNT || heldBytes + entry.bytes > HELD_BYTES)) {
            return;
        }
        held.put(counter, entry);
        heldBytes += entry.bytes;
    }

    boolean hasNext() {
        return next <= resolvedThrough;
    }

    boolean nextIsHeld() {
        return held.containsKey(next);
    }

    long next() {
        return next;
    }

    long resolvedThrough() {
        return resolvedThrough;
    }

    Entry send() {
        Entry entry = held.remove(next);
        if (entry == null) {
            throw new IllegalStateException("counter " + next + " isn't held");
        }
        heldBytes -= entry.bytes;
        next++;
        sent.addLast(entry);
        if (entry.commit == null) {
            done(entry);
        }
        return entry;
    }

    void done(Entry entry) {
        entry.done = true;
        while (!sent.isEmpty() && sent.getFirst().done) {
            sent.removeFirst();
        }
    }

    Iterable<Entry> inFlight() {
        return sent;
    }

    int inFlightCount() {
        return sent.size();
    }

    long relayed() {
        return sent.isEmpty() ? next - 1 : sent.getFirst().counter - 1;
    }

    long size() {
        return resolvedThrough - relayed();
    }

    /** Below the clock of everything that isn't relayed; zero when that isn't known. */
    HybridTime below(HybridTime limit) {
        // Everything that is resolved and unsent, be it behind a gap or not; whose clock isn't in memory may be any.
        if (resolvedThrough - next + 1 + ahead.size() > held.size()) {
            return HybridTime.ZERO;
        }
        HybridTime lowest = limit;
        for (Entry entry : sent) {
            lowest = below(entry, lowest);
        }
        for (Entry entry : held.values()) {
            lowest = below(entry, lowest);
        }
        return lowest;
    }

    private static HybridTime below(Entry entry, HybridTime limit) {
        StoredCommit commit = entry.commit;
        return commit != null && !entry.done && commit.clock().compareTo(limit) <= 0
                ? new HybridTime(commit.clock().value() - 1)
                : limit;
    }
}
