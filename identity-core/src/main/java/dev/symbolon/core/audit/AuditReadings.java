package dev.symbolon.core.audit;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.AuditReadingEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** One session of reading, written down once. */
final class AuditReadings extends EventSourced<AuditReadingState> {
    private static final int FILTERS = 20;

    AuditReadings() {
        super(AuditReadingState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome open(AuditReadingCommand c) {
        if (state() != null) {
            return new Outcome.Unchanged();
        }
        if (c.filters().size() > FILTERS) {
            return new Outcome.Refused("too-many-filters");
        }
        record(new AuditReadingEvent.Opened(c.tenant(), c.reading(), c.via(), c.filters(), c.address(), c.at()));
        return new Outcome.Done();
    }
}
