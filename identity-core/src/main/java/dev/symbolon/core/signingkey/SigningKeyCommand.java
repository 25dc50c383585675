package dev.symbolon.core.signingkey;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;

/** Orders to a tenant's key ring. */
public sealed interface SigningKeyCommand extends Command<Outcome> {
    TenantId tenant();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.SIGNING_KEYS, KeyRingId.ONLY);
    }

    /**
     * Offers a key whose private half is durable. Taken if the algorithm has no key, when it signs at once, or if its
     * newest is older than {@code rotation}, when it signs after {@code jwksCache}; Unchanged otherwise. Keys that a
     * signing successor has replaced are retired, published until the last token that they signed has expired; that is
     * written even when the offered key isn't taken. {@link KeyRingState#due} says when to offer.
     */
    record Offer(
            TenantId tenant,
            KeyId key,
            SigningAlgorithm algorithm,
            String publicKey,
            Duration rotation,
            Duration jwksCache,
            Duration longestToken,
            Instant at)
            implements SigningKeyCommand {}

    /** Emergency: out of the key set at once, whoever still trusts it. */
    record Revoke(TenantId tenant, KeyId key, String reason, Instant at) implements SigningKeyCommand {}
}
