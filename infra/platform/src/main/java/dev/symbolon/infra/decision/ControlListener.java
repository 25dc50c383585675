package dev.symbolon.infra.decision;

/**
 * Who wants to hear of every control event: what a node remembers may be void by it. This node's own are heard before
 * their commit is acknowledged; any may come more than once, and in any order.
 */
@FunctionalInterface
public interface ControlListener {
    void heard(ControlEvent event);
}
