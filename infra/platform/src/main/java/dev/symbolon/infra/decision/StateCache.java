package dev.symbolon.infra.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The states that this node knows, bounded and strong: what decisions read and what aggregates are made from. It holds
 * only what is durable, so that a unit of work which fails leaves nothing behind. An entry may be overtaken at any time
 * by another node: whoever relies on one has it verified.
 */
final class StateCache implements CachedStates {
    private static final int STRIPES = 1024;
    private static final Duration FLEETING = Duration.ofSeconds(10);
    private static final Duration LASTING = Duration.ofHours(1);

    private final Cache<StreamId, Known<?>> entries;
    private final LongSupplier nanos;

    /** Counts changes, so that a load which a change overtook isn't kept as if it were current. */
    private final AtomicIntegerArray changes = new AtomicIntegerArray(STRIPES);

    StateCache(int limit, LongSupplier nanos) {
        this.nanos = nanos;
        this.entries = Caffeine.newBuilder()
                .maximumSize(limit)
                .expireAfter(Expiry.accessing((StreamId stream, Known<?> _) -> rest(stream.type())))
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /**
     * How long a state is kept that nobody asks for. What a flow makes and uses once leaves soon: in a full cache the
     * newest have to be asked for more often than the oldest to be let in, and would be gone before their one use.
     */
    private static Duration rest(StreamType type) {
        return switch (type) {
            case AUTHORIZATION, DEVICE, GRANT, REFUSALS -> FLEETING;
            case REGISTRATION,
                    TENANT,
                    CLIENT,
                    RESOURCE,
                    USER,
                    CREDENTIAL,
                    SESSION,
                    CONSENT,
                    SIGNING_KEYS,
                    ROLE,
                    GROUP,
                    ASSIGNMENTS,
                    INVITATION,
                    PROVIDER,
                    AUDIT_READING,
                    AUDIT_POLICY -> LASTING;
        };
    }

    <S> Optional<Known<S>> get(Fold<S, ?> fold, StreamId stream) {
        return Optional.ofNullable(sameFold(fold, entries.getIfPresent(stream)));
    }

    /** To be taken before the store is read, and given to {@link #keep}. */
    int stamp(StreamId stream) {
        return changes.get(stripe(stream));
    }

    /** Keeps what was loaded, unless the stream changed since the stamp or more of it is known. */
    void keep(Known<?> loaded, int stamp) {
        entries.asMap()
                .compute(
                        loaded.stream(),
                        (stream, held) -> stamp(stream) != stamp || held != null && held.sequence() > loaded.sequence()
                                ? held
                                : loaded);
    }

    /** This node wrote the event: the very next read here sees it. */
    void written(StreamId stream, long sequence, DomainEvent event, HybridTime clock) {
        changed(stream);
        entries.asMap().computeIfPresent(stream, (_, held) -> {
            if (held.sequence() >= sequence) {
                return held;
            }
            boolean follows = held.sequence() == sequence - 1;
            // On its way in, personal data is clear: only what comes back from the log, sealed, may stay in memory.
            boolean clear = PersonalShape.of(event.getClass())
                    && PersonalShape.of(held.fold().state());
            return follows && !clear ? held.with(event, clock, nanos.getAsLong()) : null;
        });
    }

    /** Whether nothing newer than that has come to this node's ears. */
    boolean holds(StreamId stream, long sequence) {
        Known<?> held = entries.getIfPresent(stream);
        return held != null && held.sequence() == sequence;
    }

    /** The store says that these are current. */
    void confirmed(Collection<Basis> current) {
        long now = nanos.getAsLong();
        for (Basis basis : current) {
            entries.asMap()
                    .computeIfPresent(
                            basis.stream(),
                            (_, held) -> held.sequence() == basis.sequence() ? held.confirmed(now) : held);
        }
    }

    @Override
    public void invalidate(StreamId stream, long sequence) {
        changed(stream);
        entries.asMap().computeIfPresent(stream, (_, held) -> held.sequence() >= sequence ? held : null);
    }

    /** Another decision found these overtaken. */
    void forget(Collection<StreamId> streams) {
        for (StreamId stream : streams) {
            changed(stream);
            entries.invalidate(stream);
        }
    }

    @Override
    public void forgetAll() {
        for (int i = 0; i < STRIPES; i++) {
            changes.incrementAndGet(i);
        }
        entries.invalidateAll();
    }

    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }

    private void changed(StreamId stream) {
        changes.incrementAndGet(stripe(stream));
    }

    private static int stripe(StreamId stream) {
        return Math.floorMod(stream.hashCode() * 0x9E3779B9 >>> 8, STRIPES);
    }

    @SuppressWarnings("unchecked") // the fold that made the state says its type
    private static <S> @Nullable Known<S> sameFold(Fold<S, ?> fold, @Nullable Known<?> held) {
        return held != null && held.fold() == fold ? (Known<S>) held : null;
    }
}
