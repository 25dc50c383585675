package dev.symbolon.ports.decision;

import dev.symbolon.core.stream.HybridTime;

/** This node's clock. */
public interface HybridClock {
    /** A reading above all that this node took or saw before. */
    HybridTime now();
}
