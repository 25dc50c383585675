package dev.symbolon.token.device;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.device.RequestedDeviceAccess;
import dev.symbolon.core.identifier.SecretHash;
import java.time.Instant;
import java.util.List;

/**
 * A device's request while it waits for a person, as it is sealed in the store.
 *
 * @param code    hash of the device code's secret
 * @param address where the device asked from
 */
record WaitingDevice(
        String authorization,
        String client,
        List<String> scopes,
        List<String> resources,
        String code,
        String address,
        long askedAtMillis,
        long expiresAtMillis) {

    AuthorizationId id() {
        return new AuthorizationId(authorization);
    }

    ClientId clientId() {
        return new ClientId(client);
    }

    Instant askedAt() {
        return Instant.ofEpochMilli(askedAtMillis);
    }

    RequestedDeviceAccess request() {
        return new RequestedDeviceAccess(
                clientId(), scopes, resources, new SecretHash(code), askedAt(), Instant.ofEpochMilli(expiresAtMillis));
    }

    @Override
    public String toString() {
        return "WaitingDevice[" + authorization + "]";
    }
}
