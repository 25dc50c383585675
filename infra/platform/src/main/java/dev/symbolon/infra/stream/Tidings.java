package dev.symbolon.infra.stream;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.infra.decision.ControlEvent;
import dev.symbolon.infra.decision.ControlListener;
import dev.symbolon.ports.stream.ControlTidings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes on what the node hears to those of its services who ask; they may come later than the first tidings. */
final class Tidings implements ControlListener, ControlTidings {
    private final List<Consumer<DomainEvent>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void listen(Consumer<DomainEvent> listener) {
        listeners.add(listener);
    }

    @Override
    public void heard(ControlEvent event) {
        listeners.forEach(listener -> listener.accept(event.event()));
    }
}
