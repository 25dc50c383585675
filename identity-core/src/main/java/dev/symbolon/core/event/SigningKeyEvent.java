package dev.symbolon.core.event;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** A tenant's signing keys: one stream for all of them, so that N nodes' timers make one key. */
public sealed interface SigningKeyEvent extends DomainEvent {
    KeyId key();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.SIGNING_KEYS, KeyRingId.ONLY);
    }

    /**
     * The key is in the key set from now on and signs from {@code signsFrom} on. Its private half was durable before.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo, base64url
     */
    @EventType(name = "signing-key.created", version = 1, control = true)
    record Created(
            TenantId tenant, KeyId key, SigningAlgorithm algorithm, String publicKey, Instant signsFrom, Instant at)
            implements SigningKeyEvent {}

    /** The key signs no more; it stays published until {@code publishedUntil}. */
    @EventType(name = "signing-key.retired", version = 1, control = true)
    record Retired(TenantId tenant, KeyId key, Instant publishedUntil, Instant at) implements SigningKeyEvent {}

    /** The key is no longer trusted, from this moment on: emergency. */
    @EventType(name = "signing-key.revoked", version = 1, control = true)
    record Revoked(TenantId tenant, KeyId key, String reason, Instant at) implements SigningKeyEvent {}
}
