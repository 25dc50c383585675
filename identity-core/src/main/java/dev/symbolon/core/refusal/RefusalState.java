package dev.symbolon.core.refusal;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;

/** That a batch was written down, and how much it counted. */
public record RefusalState(TenantId tenant, RefusalBatchId batch, String refusal, long count) {
    public static final Fold<RefusalState, RefusalEvent> FOLD =
            new Fold<>(StreamType.REFUSALS, RefusalEvent.class, RefusalState.class, 1, (_, event) -> switch (event) {
                case RefusalEvent.Gathered e -> new RefusalState(e.tenant(), e.batch(), e.refusal(), e.count());
            });

    /** The aggregate whose state this is. */
    public static final AggregateType<Refusals, RefusalState> AGGREGATE =
            new AggregateType<>(Refusals.class, FOLD, Refusals::new);
}
