package dev.symbolon.core.device;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.identifier.SecretHash;
import java.time.Instant;
import java.util.List;

/**
 * What a device asked for, checked (RFC 8628 §3.1).
 *
 * @param resources the audiences that tokens are to be for (RFC 8707 §2); empty when none was named
 * @param code      hash of the device code's secret
 * @param expiresAt end of device code and user code
 */
public record RequestedDeviceAccess(
        ClientId client,
        List<String> scopes,
        List<String> resources,
        SecretHash code,
        Instant askedAt,
        Instant expiresAt) {
    public RequestedDeviceAccess {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
    }

    public boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
