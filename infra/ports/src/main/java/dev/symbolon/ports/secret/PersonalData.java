package dev.symbolon.ports.secret;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.util.Optional;

/** Opens what the log keeps sealed, and destroys the key to it. */
public interface PersonalData {
    /** The clear value; empty when its subject is erased or its daily key is gone. */
    Optional<String> open(TenantId tenant, Personal value);

    /** Replaces the subject's key by a permanent tombstone. Idempotent. Other nodes forget theirs within 60 s. */
    void erase(TenantId tenant, UserId subject);

    /** HMAC of a normalized value under the tenant's index key, base64url: for look-ups by personal values. */
    String blindIndex(TenantId tenant, String kind, String normalized);
}
