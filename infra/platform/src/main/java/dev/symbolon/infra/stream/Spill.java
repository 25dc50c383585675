package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.StoredCommit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's queue had no room for: everything between two clocks, to be read from the store instead. A record that
 * was on Kafka is in the store, so a scan that begins afterwards meets it. Nothing is kept but the bounds.
 */
final class Spill {
    private static final HybridTime END = new HybridTime(Long.MAX_VALUE);

    private final Map<String, Long> counters = new HashMap<>();
    private final boolean whole;
    private HybridTime from;
    private HybridTime until;
    private long firstOffset = Long.MAX_VALUE;

    private Spill(boolean whole, HybridTime from, HybridTime until) {
        this.whole = whole;
        this.from = from;
        this.until = until;
    }

    static Spill empty() {
        return new Spill(false, END, HybridTime.ZERO);
    }

    /** Everything that the store has of the tenant. */
    static Spill everything() {
        return new Spill(true, HybridTime.ZERO, END);
    }

    /** Everything from a little before that clock on. */
    static Spill since(HybridTime clock, Duration settling) {
        return clock.equals(HybridTime.ZERO)
                ? everything()
                : new Spill(true, HybridTime.atMillis(clock.millis() - settling.toMillis()), END);
    }

    void add(StreamRecord record) {
        from = record.clock().compareTo(from) < 0 ? record.clock() : from;
        until = record.clock().compareTo(until) > 0 ? record.clock() : until;
        firstOffset = Math.min(firstOffset, record.offset());
        if (record.last()) {
            counters.merge(Counters.key(record.position()), record.position().counter(), Math::max);
        }
    }

    /** What stood at that offset, and of which nothing is known but perhaps the clock. */
    void addLost(long offset, @Nullable HybridTime clock) {
        if (clock != null) {
            from = clock.compareTo(from) < 0 ? clock : from;
            until = clock.compareTo(until) > 0 ? clock : until;
        }
        firstOffset = Math.min(firstOffset, offset);
    }

    /** Takes in what another one stands for. */
    void add(Spill other) {
        from = other.from.compareTo(from) < 0 ? other.from : from;
        until = other.until.compareTo(until) > 0 ? other.until : until;
        firstOffset = Math.min(firstOffset, other.firstOffset);
        other.counters.forEach((writer, counter) -> counters.merge(writer, counter, Math::max));
    }

    /** From so long ago, or from its own beginning if that is earlier, to the end. */
    Spill reachingBack(Duration time) {
        HybridTime then = HybridTime.atMillis(System.currentTimeMillis() - time.toMillis());
        return new Spill(false, from.compareTo(then) < 0 ? from : then, END);
    }

    /** The commits of a page are done: a scan that breaks off begins again behind it. */
    void done(List<StoredCommit> page) {
        for (StoredCommit commit : page) {
            if (whole) {
                counters.merge(
                        Counters.key(commit.position()), commit.position().counter(), Math::max);
            }
        }
        // The last clock again: other commits may share it.
        from = page.getLast().clock();
    }

    boolean isEmpty() {
        return from.compareTo(until) > 0;
    }

    /** Whether it stands for the whole log of the tenant, so that Kafka's offset says nothing about it. */
    boolean whole() {
        return whole;
    }

    HybridTime from() {
        return from;
    }

    HybridTime until() {
        return until;
    }

    long firstOffset() {
        return firstOffset;
    }

    /** How far the writers are once this has been read. */
    Map<String, Long> counters() {
        return counters;
    }
}
