package dev.symbolon.infra.stream;

import dev.symbolon.infra.decision.Freshness;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Judges whether this node has heard of everything that was taken away until just now.
 *
 * <p><b>What fresh means.</b> Let a control event be acknowledged to whoever asked for it, and let more than about half a
 * second go by, and its writer be alive or taken over. Then a node that says "fresh" has applied the event. The argument:
 *
 * <ol>
 *   <li>The control topic has one partition, and is read without gap from a place before which nothing was remembered. So
 *       when a record has been read, all records in front of it have been applied.
 *   <li>A node's own beats are an echo: one that was sent at time <i>s</i> is read behind everything that was appended
 *       before <i>s</i>. {@code caughtUp} is the <i>s</i> of the last own beat that came back. It must be at most the bound
 *       old. Reading a backlog after a pause (collector, SIGSTOP) can't fake it: beats weren't sent during the pause.
 *   <li>A writer sends beats only while every control event that it has acknowledged has been taken by the topic. So a
 *       beat that is read says: what this writer had acknowledged when it beat has been applied here. What it has
 *       acknowledged since is newer than the beat.
 *   <li>How old may the beat be? It was read within the bound (250 ms), and appended after the own beat that was read
 *       before it was sent: that must be at most twice the bound ago, so that a backlog of old beats doesn't count as
 *       news. What a producer held back before it was appended is bounded by its time stamp, as far as clocks agree.
 *   <li>Which writers? All that are live or being taken over by the register in the cells, re-read every 200 ms and at
 *       most twice the bound ago, together with those that were required before. A writer is required from the read that
 *       shows it. It is dropped when it has said itself that it is closed (behind everything else that it had to say), or
 *       when an own beat came back that was sent after the register was read without it: who took it over had published
 *       everything of it before closing it, so this node has read that by then.
 *   <li>An unreadable control event ends it for the life of the process: nobody knows what it took away.
 * </ol>
 *
 * <p>So an event that is committed but not yet relayed makes its writer fall silent within one beat; until then, and no
 * longer, a decision may rest on what was true some hundred milliseconds ago. What must hold at once (spending a code,
 * rotating a token) doesn't rest on this: it takes a slot.
 */
final class HeardWriters implements Freshness {
    static final Duration BOUND = Duration.ofMillis(250);

    private final LongSupplier nanos;
    private final long bound = BOUND.toNanos();
    private final Map<String, Heard> heard = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private Set<String> confirmed = Set.of();
    private Set<String> registered = Set.of();
    private long registerReadAt;
    private long registerReadBegan;
    private boolean registerRead;
    private boolean echoed;
    private long caughtUp;
    private long unreadable;

    HeardWriters(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param appendedAfter the beat was appended to the topic after this moment */
    private record Heard(long at, long appendedAfter) {}

    @Override
    public synchronized boolean fresh() {
        long now = nanos.getAsLong();
        if (unreadable > 0
                || !echoed
                || !registerRead
                || now - caughtUp > bound
                || now - registerReadBegan > 2 * bound
                || registered.isEmpty()) {
            return false;
        }
        return registered.stream().allMatch(writer -> closed.contains(writer) || heardOf(writer, now))
                && confirmed.stream().allMatch(writer -> closed.contains(writer) || heardOf(writer, now));
    }

    private boolean heardOf(String writer, long now) {
        Heard last = heard.get(writer);
        return last != null && now - last.at <= bound && now - last.appendedAfter <= 2 * bound;
    }

    /** An own beat came back that was sent at that time. */
    synchronized void echo(long sentAt) {
        if (!echoed || sentAt - caughtUp > 0) {
            echoed = true;
            caughtUp = sentAt;
        }
        if (registerRead && sentAt - registerReadAt >= 0) {
            confirmed = registered;
            heard.keySet().retainAll(confirmed);
            closed.retainAll(confirmed);
        }
    }

    synchronized void beat(String writer, boolean last) {
        if (last) {
            closed.add(writer);
        } else if (echoed) {
            heard.put(writer, new Heard(nanos.getAsLong(), caughtUp));
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
    }

    synchronized void unreadable() {
        unreadable++;
    }

    synchronized long unreadableCount() {
        return unreadable;
    }

    /** Records may have been missed: nothing that was heard counts any more. */
    synchronized void startOver() {
        echoed = false;
        heard.clear();
    }
}
