package dev.symbolon.ports.decision;

import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** Short-lived values that count once, across nodes: assertion and proof ids, request URIs, one-time codes. */
public interface Spent {
    /** Whether this call was the first with that value. {@code expiresAt}: after it the value is refused anyway. */
    boolean spend(TenantId tenant, String kind, String value, Instant expiresAt);
}
