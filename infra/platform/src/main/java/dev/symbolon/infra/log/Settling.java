package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;

/**
 * Which clocks are past. No decision takes longer from its clock to its commit than {@link #MILLIS}, or else it is taken
 * again: so everything before that may be announced as stable. Ready nodes' clocks differ by {@link #SKEW_MILLIS} at most.
 */
final class Settling {
    static final long MILLIS = 2_000;
    private static final long SKEW_MILLIS = 1_000;

    /** So far a beginning writer's clock may be behind, and so long it waits for at most. */
    private static final long FURTHEST_MILLIS = 10_000;

    /**
     * How old a commit that takes something away is at most when it is handed to the store: what it voids is marked by its
     * clock, see {@code core/revocation/Voided}. Others issue by what was true before until a quarter of a second after it
     * was acknowledged, by clocks that may be a second ahead.
     */
    private static final long CONTROL_SENT_MILLIS = 12_000;

    /** The same when it is acknowledged, which a suspended process does late. */
    private static final long CONTROL_TOLD_MILLIS = 13_000;

    /** What a writer may announce as stable, unless something older of its own is still on its way. */
    static HybridTime limit() {
        return HybridTime.atMillis(System.currentTimeMillis() - MILLIS);
    }

    /** Above everything that other nodes may have taken for stable until now. */
    static HybridTime aboveAnyLimit() {
        return HybridTime.atMillis(System.currentTimeMillis() - MILLIS + SKEW_MILLIS);
    }

    /** What is announced beyond it comes of a clock that is off by far more than a ready node's may be. */
    static HybridTime furthestAhead() {
        return HybridTime.atMillis(System.currentTimeMillis() + FURTHEST_MILLIS);
    }

    /** Whether its watermarks may be too low for what would be issued until the store has it. */
    static boolean tooOldToSend(NewCommit commit) {
        return commit.control() && olderThan(CONTROL_SENT_MILLIS, commit);
    }

    /** Whether something that it was to void may have been issued above its watermarks meanwhile. */
    static boolean tooOldToTell(NewCommit commit) {
        return commit.control() && olderThan(CONTROL_TOLD_MILLIS, commit);
    }

    private static boolean olderThan(long millis, NewCommit commit) {
        return commit.clock().compareTo(HybridTime.atMillis(System.currentTimeMillis() - millis)) <= 0;
    }

    private Settling() {}
}
