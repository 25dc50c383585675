package dev.symbolon.core.refusal;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/** Writes down what a node gathered in one minute. */
public record RefusalCommand(
        TenantId tenant,
        RefusalBatchId batch,
        String refusal,
        Instant minute,
        long count,
        List<RefusalEvent.Sample> samples,
        Instant at)
        implements Command<Outcome> {
    @Override
    public StreamId target() {
        return StreamId.of(tenant, StreamType.REFUSALS, batch);
    }
}
