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
    @EventType(name = "refusal.gathered", version = 3)
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

    /**
     * One of the refused requests: never a credential, a code or an unknown login name.
     *
     * @param client that it was about, or that it said it came from
     * @param actor  who it proved to come from, where it did
     * @param correlation of its log lines and its answer; none where an earlier release kept none
     */
    record Sample(
            String endpoint,
            Optional<String> client,
            Optional<Actor> actor,
            Optional<String> loginIndex,
            Personal address,
            Instant at,
            Optional<String> correlation) {
        /** One that proved nothing. */
        public Sample(
                String endpoint,
                Optional<String> client,
                Optional<String> loginIndex,
                Personal address,
                Instant at,
                String correlation) {
            this(endpoint, client, Optional.empty(), loginIndex, address, at, Optional.of(correlation));
        }
    }
}
