package dev.symbolon.infra.decision;

/** Whether this node's revocation view has heard of everything that was taken away until just now. */
@FunctionalInterface
public interface Freshness {
    /** Without a view nothing is known to be current: every decision probes the store. */
    Freshness NEVER = () -> false;

    /** Judged anew at each call; false whenever that can't be told. */
    boolean fresh();

    /** Applies what the store has at this moment; false when it can't be read, or something in it can't. */
    default boolean catchUp() {
        return false;
    }

    /** Whether the view is fresh, after catching up if it isn't by itself. */
    default boolean refreshed() {
        return fresh();
    }
}
