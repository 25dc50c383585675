package dev.symbolon.core.event;

import dev.symbolon.core.refusal.RefusalBatchId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Refusals that belong to no aggregate. */
public sealed interface RefusalEvent extends DomainEvent {
    RefusalBatchId batch();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.REFUSALS, batch());
    }

    /** So many requests were refused for one reason within a minute, of which a few are shown. */
    @EventType(name = "refusal.gathered", version = 1)
    record Gathered(
            TenantId tenant,
            RefusalBatchId batch,
            String refusal,
            Instant minute,
            long count,
            List<Sample> samples,
            Instant at)
            implements RefusalEvent, AboutSubject {
        /** No subject: addresses are sealed by the tenant's key of the day. */
        @Override
        public Optional<UserId> subject() {
            return Optional.empty();
        }
    }

    /** One of the refused requests: never a credential, a code or an unknown login name. */
    record Sample(
            String endpoint, Optional<String> client, Optional<String> loginIndex, Personal address, Instant at) {}
}
