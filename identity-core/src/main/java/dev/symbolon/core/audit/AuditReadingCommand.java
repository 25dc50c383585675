package dev.symbolon.core.audit;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/** Writes down that somebody begins to read the audit trail. */
public record AuditReadingCommand(
        TenantId tenant, AuditReadingId reading, String via, List<String> filters, Personal address, Instant at)
        implements Command<Outcome> {
    @Override
    public StreamId target() {
        return StreamId.of(tenant, StreamType.AUDIT_READING, reading);
    }
}
