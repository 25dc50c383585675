package dev.symbolon.core.event;

import dev.symbolon.core.audit.AuditReadingId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody's look into the audit trail. */
public sealed interface AuditReadingEvent extends DomainEvent {
    AuditReadingId reading();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.AUDIT_READING, reading());
    }

    /**
     * Somebody, the envelope's actor, began to read what happened in this tenant; written before the first answer.
     *
     * @param via     {@code api}, {@code pages}, {@code tail} or {@code export}
     * @param filters what the first question was narrowed by: names of filters, never what they were set to
     */
    @EventType(name = "audit-reading.opened", version = 1)
    record Opened(
            TenantId tenant, AuditReadingId reading, String via, List<String> filters, Personal address, Instant at)
            implements AuditReadingEvent, AboutSubject {
        /** No subject: who reads need not be of this tenant, so the address is sealed by its key of the day. */
        @Override
        public Optional<UserId> subject() {
            return Optional.empty();
        }
    }
}
