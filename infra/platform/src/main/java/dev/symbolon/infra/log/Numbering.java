package dev.symbolon.infra.log;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The counters of one epoch. A counter whose commit was refused is a hole: the next commit takes it, or a void does,
 * before anything above is relayed. At most {@link #WINDOW} counters are ever unresolved: whoever takes this writer over
 * looks no further than that for what may still be on its way.
 */
final class Numbering {
    static final int WINDOW = 1_024;

    private final TreeSet<Long> holes = new TreeSet<>();
    private long next = 1;

    /** Taken, and neither resolved nor given back. */
    private int open;

    /** How many can be taken now. */
    int room() {
        return WINDOW - open;
    }

    /** @throws IllegalStateException when a whole window is unresolved: a commit above it might land unseen */
    long take() {
        if (open == WINDOW) {
            throw new IllegalStateException("at most " + WINDOW + " counters may be unresolved");
        }
        open++;
        Long hole = holes.pollFirst();
        return hole != null ? hole : next++;
    }

    /** A counter that was taken is a commit or a void now. */
    void resolved() {
        open--;
    }

    /** What was taken was refused. */
    void giveBack(long counter) {
        open--;
        holes.add(counter);
        while (!holes.isEmpty() && holes.last() == next - 1) {
            holes.pollLast();
            next--;
        }
    }

    boolean hasHoles() {
        return !holes.isEmpty();
    }

    /** Takes every hole that is left, for voids. */
    List<Long> fill() {
        List<Long> filled = new ArrayList<>(holes);
        open += filled.size();
        holes.clear();
        return filled;
    }
}
