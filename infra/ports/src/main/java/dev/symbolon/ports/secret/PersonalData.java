package dev.symbolon.ports.secret;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.util.Optional;

/** Opens what the log keeps sealed, and destroys the key to it. */
public interface PersonalData {
    /** The clear value; empty when its subject is erased or its daily key is gone. */
    Optional<String> open(TenantId tenant, Personal value);

    /**
     * Replaces the subject's key by a permanent tombstone, and notes so in a journal beside the log: an older copy of the
     * keys doesn't bring it back. To be called before {@code user.erased} is committed: if that fails, the data is gone all
     * the same, and both may be done again. Idempotent; when it returns, nothing more can be sealed for the subject, other
     * nodes forget their copies within 60 s, and at once when they hear of the event. When it throws, the erasure may be
     * carried out by this call or by the next start of a node.
     */
    void erase(TenantId tenant, UserId subject);

    /**
     * Destroys what keeps an off-boarded tenant readable: the keys of its people, of its names, of what browsers carry, its
     * signing keys and secrets, and those of the days before today; today's goes with the retention of such keys. In the
     * journal as an erasure is, and as idempotent. The tenant's own key stays, by which what is recorded later is sealed. To
     * be called before {@code tenant.data-destroyed} is committed; other nodes forget their copies within 60 s.
     */
    void destroy(TenantId tenant);

    /** HMAC of a normalized value under the tenant's index key, base64url: for look-ups by personal values. */
    String blindIndex(TenantId tenant, String kind, String normalized);
}
