package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;

/**
 * Which clocks are past. No decision takes longer from its clock to its commit than {@link #MILLIS}, or else it is taken
 * again: so everything before that may be announced as stable. Ready nodes' clocks differ by {@link #SKEW_MILLIS} at most.
 */
final class Settling {
    static final long MILLIS = 2_000;
    private static final long SKEW_MILLIS = 1_000;

    /** What a writer may announce as stable, unless something older of its own is still on its way. */
    static HybridTime limit() {
        return HybridTime.atMillis(System.currentTimeMillis() - MILLIS);
    }

    /** Above everything that other nodes may have taken for stable until now. */
    static HybridTime aboveAnyLimit() {
        return HybridTime.atMillis(System.currentTimeMillis() - MILLIS + SKEW_MILLIS);
    }

    private Settling() {}
}
