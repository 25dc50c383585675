package dev.symbolon.core.signingkey;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tenant's signing keys, oldest first. */
public record KeyRingState(TenantId tenant, List<Key> keys) {
    public static final Fold<KeyRingState, SigningKeyEvent> FOLD =
            new Fold<>(StreamType.SIGNING_KEYS, SigningKeyEvent.class, KeyRingState.class, 1, KeyRingState::step);

    /** One key; {@code publishedUntil} is set once it is retired. */
    public record Key(
            KeyId id,
            SigningAlgorithm algorithm,
            String publicKey,
            Instant createdAt,
            Instant signsFrom,
            Optional<Instant> publishedUntil,
            boolean revoked) {
        public boolean publishedAt(Instant at) {
            return !revoked && publishedUntil.map(at::isBefore).orElse(true);
        }

        public boolean signsAt(Instant at) {
            return !revoked && publishedUntil.isEmpty() && !at.isBefore(signsFrom);
        }
    }

    /** The keys that others must know at that time. */
    public List<Key> published(Instant at) {
        return keys.stream().filter(key -> key.publishedAt(at)).toList();
    }

    /** The key to sign with at that time: of those that may, the one made last. */
    public Optional<Key> signing(SigningAlgorithm algorithm, Instant at) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm && key.signsAt(at))
                .max(Comparator.comparing(Key::signsFrom));
    }

    private static KeyRingState step(@Nullable KeyRingState before, SigningKeyEvent event) {
        List<Key> keys = new ArrayList<>(before == null ? List.of() : before.keys);
        switch (event) {
            case SigningKeyEvent.Created e ->
                keys.add(
                        new Key(e.key(), e.algorithm(), e.publicKey(), e.at(), e.signsFrom(), Optional.empty(), false));
            case SigningKeyEvent.Retired e ->
                keys.replaceAll(key ->
                        key.id().equals(e.key()) ? retired(key, Optional.of(e.publishedUntil()), key.revoked()) : key);
            case SigningKeyEvent.Revoked e ->
                keys.replaceAll(key -> key.id().equals(e.key()) ? retired(key, key.publishedUntil(), true) : key);
        }
        return new KeyRingState(event.tenant(), List.copyOf(keys));
    }

    private static Key retired(Key key, Optional<Instant> publishedUntil, boolean revoked) {
        return new Key(
                key.id(), key.algorithm(), key.publicKey(), key.createdAt(), key.signsFrom(), publishedUntil, revoked);
    }
}
