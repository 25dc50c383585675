package dev.symbolon.projection.client;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a tenant calls its clients: no personal data, and shown beside the id, since a name can change and be given twice.
 */
@Component
public final class ClientNames {
    private final Decisions decisions;

    ClientNames(Decisions decisions) {
        this.decisions = decisions;
    }

    /** What it is called by now; empty for one that the tenant doesn't know. */
    public Optional<String> of(TenantId tenant, String client) {
        return decisions
                .glance(tenant, reading -> reading.state(ClientState.FOLD, new ClientId(client)))
                .map(state -> state.metadata().name());
    }

    /** What it was called when these events of its stream had happened. */
    public static Optional<String> after(List<RecordedEvent> events) {
        return events.stream()
                .flatMap(event -> switch (event.event()) {
                    case ClientEvent.Registered e -> Optional.of(e.metadata().name()).stream();
                    case ClientEvent.Changed e -> Optional.of(e.metadata().name()).stream();
                    default -> Optional.<String>empty().stream();
                })
                .reduce((_, later) -> later);
    }
}
