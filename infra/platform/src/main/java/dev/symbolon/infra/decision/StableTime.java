package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.HybridTime;

/** How far this node's own decisions have come: what a writer's heartbeat says of clocks. */
public interface StableTime {
    /**
     * A reading below which no decision on this node will write any more: every commit that was given a lower one has
     * been answered by the log. A commit whose outcome the log couldn't tell counts as answered here: until the writer
     * has settled its counter, it is the writer that holds stable time back.
     */
    HybridTime stableBelow();
}
