package dev.symbolon.core.signingkey;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tenant's signing keys, oldest first. */
public record KeyRingState(TenantId tenant, List<Key> keys) {
    public static final Fold<KeyRingState, SigningKeyEvent> FOLD =
            new Fold<>(StreamType.SIGNING_KEYS, SigningKeyEvent.class, KeyRingState.class, 1, KeyRingState::step);

    /** However short a tenant makes a key's age, and however often its admin asks for another: all read the ring. */
    static final int MOST_PUBLISHED = 20;

    /** The aggregate whose state this is. */
    public static final AggregateType<KeyRing, KeyRingState> AGGREGATE =
            new AggregateType<>(KeyRing.class, FOLD, KeyRing::new);

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

    /** Those that never sign again, though what they signed may still count. */
    public List<Key> spent() {
        return keys.stream()
                .filter(key -> key.revoked() || key.publishedUntil().isPresent())
                .toList();
    }

    /** Whether it is time to offer a key: for a new one to be made, or for an old one to be retired. */
    public boolean due(SigningAlgorithm algorithm, Duration rotation, Duration jwksCache, Instant at) {
        return successorSigns(algorithm, rotation, jwksCache, at).isPresent()
                || !replaced(algorithm, at).isEmpty();
    }

    /** From when a key made now would sign; empty when none is wanted. */
    Optional<Instant> successorSigns(SigningAlgorithm algorithm, Duration rotation, Duration jwksCache, Instant at) {
        if (signing(algorithm, at).isEmpty()) {
            // The first of all, or the first after an emergency: nothing can be signed without it.
            return Optional.of(at);
        }
        boolean pending = usable(algorithm).anyMatch(key -> at.isBefore(key.signsFrom()));
        boolean old =
                usable(algorithm).allMatch(key -> !at.isBefore(key.createdAt().plus(rotation)));
        boolean room = published(at).size() < MOST_PUBLISHED;
        return !pending && old && room ? Optional.of(at.plus(jwksCache)) : Optional.empty();
    }

    /** The keys that could still sign, but that a successor signs instead of. */
    List<Key> replaced(SigningAlgorithm algorithm, Instant at) {
        return signing(algorithm, at)
                .map(successor -> usable(algorithm)
                        .filter(key -> key.signsAt(at) && !key.id().equals(successor.id()))
                        .toList())
                .orElse(List.of());
    }

    private Stream<Key> usable(SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm
                        && !key.revoked()
                        && key.publishedUntil().isEmpty());
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
