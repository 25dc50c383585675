package dev.symbolon.core.refusal;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.RefusalEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** One batch of gathered refusals, written once. */
final class Refusals extends EventSourced<RefusalState> {

    /** Samples show what is going on; the count says how much. */
    private static final int SAMPLES = 20;

    Refusals() {
        super(RefusalState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome gather(RefusalCommand c) {
        if (state() != null) {
            return new Outcome.Unchanged();
        }
        if (c.count() < 1) {
            return new Outcome.Refused("nothing-gathered");
        }
        if (c.samples().size() > SAMPLES || c.samples().size() > c.count()) {
            return new Outcome.Refused("too-many-samples");
        }
        record(new RefusalEvent.Gathered(
                c.tenant(), c.batch(), c.refusal(), c.minute(), c.count(), c.samples(), c.at()));
        return new Outcome.Done();
    }
}
