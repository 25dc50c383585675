package dev.symbolon.ports.stream;

import dev.symbolon.core.event.DomainEvent;
import java.util.function.Consumer;

/**
 * What the catalogue marks as control, as every node hears of it: soon after it happened, perhaps more than once, and again
 * when a stream of long ago is read. Whoever listens answers at once and does its work elsewhere.
 */
public interface ControlTidings {
    void listen(Consumer<DomainEvent> listener);
}
