package dev.symbolon.infra.log;

import dev.symbolon.infra.log.CommitPublisher.Heard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The control events that aren't known to be in the stream, each with what this node had heard there before the store
 * could have it. The oldest of these is what a beat may claim: whatever was stored before then is in the stream by now.
 * Not thread-safe: the outbox guards it.
 */
final class Unrelayed {
    /** Beyond that, older and newer ones count as one: readers then take a beat for older than it is. */
    private static final int GROUPS = 64;

    /** On their way into the store, by counter; as many as counters may be unresolved. */
    private final Map<Long, Heard> handed = new HashMap<>();

    /** In the store: those with the same claim together, so that a stream that is away costs no memory. */
    private final Deque<Group> stored = new ArrayDeque<>();

    private record Group(Heard since, long through) {}

    void handed(long counter, Heard heard) {
        handed.put(counter, heard);
    }

    /** It isn't in the store, and won't be. */
    void withdrawn(long counter) {
        handed.remove(counter);
    }

    void stored(long counter) {
        Heard since = handed.remove(counter);
        if (since == null) {
            return;
        }
        Group last = stored.peekLast();
        if (last != null && (since.order() == last.since.order() || stored.size() >= GROUPS)) {
            stored.removeLast();
            stored.addLast(new Group(older(since, last.since), Math.max(counter, last.through)));
        } else {
            stored.addLast(new Group(since, counter));
        }
    }

    /**
     * @param relayed highest counter published without a gap
     * @param now     what has been heard by now
     */
    Heard since(long relayed, Heard now) {
        stored.removeIf(group -> group.through <= relayed);
        Heard since = now;
        for (Heard heard : handed.values()) {
            since = older(heard, since);
        }
        for (Group group : stored) {
            since = older(group.since, since);
        }
        return since;
    }

    private static Heard older(Heard one, Heard other) {
        return one.order() <= other.order() ? one : other;
    }
}
