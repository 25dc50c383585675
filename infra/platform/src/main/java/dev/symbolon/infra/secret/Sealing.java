package dev.symbolon.infra.secret;

import dev.symbolon.core.event.EventId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.util.Optional;

/**
 * The event that personal data is sealed into.
 *
 * @param subject whose data it is; without one, the key is the tenant's of the day that {@code clock} falls in
 */
public record Sealing(TenantId tenant, EventId event, Optional<UserId> subject, HybridTime clock) {

    /** What a field's encryption is bound to, besides its tenant and key. */
    public static String context(EventId event, String path) {
        return event.value() + "/" + path;
    }

    KeyName key() {
        return subject.map(user -> KeyName.ofSubject(tenant, user)).orElseGet(() -> KeyName.ofDay(tenant, clock));
    }
}
