package dev.symbolon.infra.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether this node has applied everything that was taken away in one cell, whoever did it, until 240 ms ago. The
 * argument, of which this is the last part, is in {@code docs/decisions/0011-a-revocation-holds-after-250-ms.md}; no clock
 * takes part in it but this node's own monotonic one. Register and store are the cell's; beats of other cells' writers are
 * read too, as places in the topic that its own may name.
 *
 * <ol>
 *   <li>The control topic has one partition, and is read without gap. When a record has been read, all in front of it
 *       have been applied.
 *   <li>A beat of this node's own, sent at <i>s</i>, was appended after <i>s</i>, and so was everything behind it.
 *   <li>A writer's beat names, as <i>since</i>, a beat that the writer had read back, and promises that every control event
 *       which the store had from it before then is in front of the beat. So if the named one stands behind an own beat
 *       that was sent at <i>s</i>, this node has applied all that the writer had in the store at <i>s</i>. That holds however
 *       long the beat was on its way, and whoever was paused meanwhile.
 *   <li>Hence the view is fresh while that <i>s</i> is at most the bound ago for every writer that counts. These are all
 *       that are live, or being taken over, by the register as it was read at most {@code REGISTER_BOUND} ago, and all
 *       that were before. A new writer is registered for longer than that, less the bound, before its first control
 *       event. A writer is dropped when it said itself that it is closed, behind everything else that it had to say, or
 *       when an own beat came back that was sent after the register was read without it: who took it over had published
 *       everything of it before.
 *   <li>Reading the store says the same as hearing everybody: whatever it had when the reading began is applied after it.
 *       After a gap in the topic, nothing but that counts until it was done once.
 *   <li>An unreadable control event ends it for the life of the process: nobody knows what it took away.
 * </ol>
 */
final class HeardWriters {
    /** A little under what is promised: clocks may run at slightly different speeds. */
    static final Duration BOUND = Duration.ofMillis(240);

    /** A writer waits half a second before its first control event: {@code BOUND} more would be too long. */
    static final Duration REGISTER_BOUND = Duration.ofMillis(700);

    /** Some seconds of a hundred writers' beats: nothing older can be named usefully. */
    private static final int PLACED = 8_192;

    private final LongSupplier nanos;
    private final long bound = BOUND.toNanos();
    private final long registerBound = REGISTER_BOUND.toNanos();

    /** Of each writer: until when, at least, everything that it had in the store is applied here. */
    private final Map<String, Long> applied = new HashMap<>();

    /** Of each beat that was read: after which moment it was appended, at the earliest. */
    private final Map<String, Long> appendedAfter = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > PLACED;
        }
    };

    private final Set<String> closed = new HashSet<>();
    private Set<String> confirmed = Set.of();
    private Set<String> registered = Set.of();
    private long registerReadAt;
    private long registerReadBegan;
    private boolean registerRead;
    private boolean echoed;
    private long echo;
    private long begunAt;
    private boolean storeRead;
    private long storeReadBegan;
    private long unreadable;
    private volatile @Nullable Until freshUntil;

    private record Until(long nanos) {}

    HeardWriters(LongSupplier nanos) {
        this.nanos = nanos;
        this.begunAt = nanos.getAsLong();
    }

    /** Asked at every request, and so without a lock. */
    boolean fresh() {
        Until until = freshUntil;
        return until != null && until.nanos - nanos.getAsLong() >= 0;
    }

    /** After every change: until when the node is fresh, if nothing more is heard. */
    private void judge() {
        if (unreadable > 0 || !storeRead) {
            freshUntil = null;
            return;
        }
        long byStore = storeReadBegan + bound;
        OptionalLong heard = storeReadBegan - begunAt >= 0 ? everybodyHeardUntil() : OptionalLong.empty();
        freshUntil = new Until(heard.isPresent() && heard.getAsLong() - byStore > 0 ? heard.getAsLong() : byStore);
    }

    private OptionalLong everybodyHeardUntil() {
        if (!registerRead || registered.isEmpty()) {
            return OptionalLong.empty();
        }
        long earliest = registerReadBegan + registerBound;
        for (Set<String> required : List.of(registered, confirmed)) {
            for (String writer : required) {
                Long at = applied.get(writer);
                if (closed.contains(writer)) {
                    continue;
                }
                if (at == null) {
                    return OptionalLong.empty();
                }
                earliest = at + bound - earliest < 0 ? at + bound : earliest;
            }
        }
        return OptionalLong.of(earliest);
    }

    /** @param sentAt when it was sent, if this process did */
    synchronized void beat(WriterBeatRecord beat, OptionalLong sentAt) {
        sentAt.ifPresent(this::echo);
        if (echoed) {
            appendedAfter.put(beat.name(), echo);
        }
        if (beat.closed()) {
            closed.add(beat.writer());
        }
        Long since = appendedAfter.get(beat.since());
        if (since != null) {
            applied.merge(beat.writer(), since, (one, other) -> one - other > 0 ? one : other);
        }
        judge();
    }

    private void echo(long sentAt) {
        if (!echoed || sentAt - echo > 0) {
            echoed = true;
            echo = sentAt;
        }
        if (registerRead && sentAt - registerReadAt >= 0) {
            confirmed = registered;
            applied.keySet().retainAll(confirmed);
            closed.retainAll(confirmed);
        }
    }

    /** @param began when the reading was begun, at the earliest */
    synchronized void register(Set<String> live, long began) {
        if (!registerRead) {
            confirmed = live;
        }
        registered = Set.copyOf(live);
        registerRead = true;
        registerReadBegan = began;
        registerReadAt = nanos.getAsLong();
        judge();
    }

    /** Everything that the store had at that moment is applied. */
    synchronized void storeRead(long began) {
        if (!storeRead || began - storeReadBegan > 0) {
            storeRead = true;
            storeReadBegan = began;
        }
        judge();
    }

    synchronized boolean storeWasRead() {
        return storeRead;
    }

    synchronized boolean storeReadSince(long moment) {
        return storeRead && storeReadBegan - moment >= 0;
    }

    synchronized void unreadable() {
        unreadable++;
        judge();
    }

    synchronized long unreadableCount() {
        return unreadable;
    }

    /** Records may have been missed: what was heard counts no more, and what comes counts once the store was read. */
    synchronized void startOver() {
        echoed = false;
        begunAt = nanos.getAsLong();
        applied.clear();
        appendedAfter.clear();
        judge();
    }
}
