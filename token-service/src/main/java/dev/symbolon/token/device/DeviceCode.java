package dev.symbolon.token.device;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.identifier.SecretHash;
import java.time.Instant;

/** What a device code says about itself, unsealed. */
public record DeviceCode(String authorization, String secret, String client, long expiresAtMillis) {
    public AuthorizationId id() {
        return new AuthorizationId(authorization);
    }

    public SecretHash secretHash() {
        return SecretHash.of(secret);
    }

    public boolean isOf(ClientId other) {
        return client.equals(other.value());
    }

    public boolean expiredAt(Instant now) {
        return now.toEpochMilli() >= expiresAtMillis;
    }

    @Override
    public String toString() {
        return "DeviceCode[" + authorization + "]";
    }
}
