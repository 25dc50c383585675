package dev.symbolon.infra.log;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The counters of one epoch. A counter whose commit was refused is a hole: the next commit takes it, or a void does,
 * before anything above is relayed. So at most {@link #WINDOW} counters are ever unresolved.
 */
final class Numbering {
    static final int WINDOW = 1_024;

    private final TreeSet<Long> holes = new TreeSet<>();
    private long next = 1;

    long take() {
        Long hole = holes.pollFirst();
        return hole != null ? hole : next++;
    }

    void giveBack(long counter) {
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
        holes.clear();
        return filled;
    }
}
