package dev.symbolon.infra.decision;

/** Whether this node's revocation view has heard of everything that was taken away until just now. */
@FunctionalInterface
public interface Freshness {
    /** Without a view nothing is known to be current: every decision probes the store. */
    Freshness NEVER = () -> false;

    /** Judged anew at each call; false whenever that can't be told. */
    boolean fresh();
}
