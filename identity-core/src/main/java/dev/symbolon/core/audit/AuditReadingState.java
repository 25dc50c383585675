package dev.symbolon.core.audit;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.AuditReadingEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** That a reading was opened. */
public record AuditReadingState(TenantId tenant, AuditReadingId reading, Instant openedAt) {
    public static final Fold<AuditReadingState, AuditReadingEvent> FOLD = new Fold<>(
            StreamType.AUDIT_READING,
            AuditReadingEvent.class,
            AuditReadingState.class,
            1,
            (_, event) -> switch (event) {
                case AuditReadingEvent.Opened e -> new AuditReadingState(e.tenant(), e.reading(), e.at());
            });

    /** The aggregate whose state this is. */
    public static final AggregateType<AuditReadings, AuditReadingState> AGGREGATE =
            new AggregateType<>(AuditReadings.class, FOLD, AuditReadings::new);
}
