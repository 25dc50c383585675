package dev.symbolon.token.device;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Device codes as sealed texts that the device carries: until a person has answered, a poll is told from the code alone
 * whether it is one of ours, whose, and for how long.
 */
public final class DeviceCodes {
    private static final String PURPOSE = "device-code";

    /** An expired code is known as such for a while, so that its device hears {@code expired_token}: RFC 8628 §3.5. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Handles handles;

    public DeviceCodes(Handles handles) {
        this.handles = handles;
    }

    String seal(TenantId tenant, DeviceCode code) {
        Instant forgotten = Instant.ofEpochMilli(code.expiresAtMillis()).plus(REMEMBERED);
        return handles.seal(tenant, PURPOSE, Json.write(code), forgotten);
    }

    /** Empty for another tenant's code, and for an altered or made-up one. */
    public Optional<DeviceCode> open(TenantId tenant, String presented, Instant now) {
        return handles.open(tenant, PURPOSE, presented, now).map(bytes -> Json.read(bytes, DeviceCode.class));
    }
}
