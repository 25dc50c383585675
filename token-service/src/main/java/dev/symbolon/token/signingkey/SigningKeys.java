package dev.symbolon.token.signingkey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.admission.signingkey.PrivateHalves;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.signingkey.SigningKeyCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TenantStatus;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.jwt.Signer;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants' signing keys. The log decides which there are; their private halves are in the vault. */
public final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    private record Name(TenantId tenant, KeyId key) {}

    private record Wanted(TenantId tenant, SigningAlgorithm algorithm) {}

    private final Decisions decisions;
    private final PrivateHalves halves;
    private final CryptoProvider crypto;
    private final Randomness randomness;
    private final HybridClock clock;
    private final Cache<Name, PrivateKey> held =
            Caffeine.newBuilder().maximumSize(2_000).build();
    private final Set<Wanted> ahead = ConcurrentHashMap.newKeySet();

    /** One at a time: a key for RSA takes a tenth of a second, and others wait for the core. */
    private final Semaphore making = new Semaphore(1);

    public SigningKeys(
            Decisions decisions,
            PrivateHalves halves,
            CryptoProvider crypto,
            Randomness randomness,
            HybridClock clock) {
        this.decisions = decisions;
        this.halves = halves;
        this.crypto = crypto;
        this.randomness = randomness;
        this.clock = clock;
    }

    public static Optional<KeyRingState> ring(Reading reading) {
        return reading.state(KeyRingState.FOLD, KeyRingId.ONLY);
    }

    /** The key to sign with now, its private half at hand; empty while the tenant has none for that algorithm. */
    public Optional<Signer.Key> signing(Reading reading, SigningAlgorithm algorithm, Instant now) {
        return ring(reading).flatMap(ring -> ring.signing(algorithm, now)).map(key -> {
            Name name = new Name(reading.tenant(), key.id());
            PrivateKey half = held.get(name, _ -> fetch(name, algorithm));
            return new Signer.Key(key.id(), algorithm, half);
        });
    }

    /**
     * Has a key made in the background where the tenant has none for the algorithm. For whoever will need it soon and not
     * now: a person who is about to sign in takes longer than a key.
     */
    public void ahead(TenantId tenant, SigningAlgorithm algorithm) {
        Instant now = clock.now().instant();
        Wanted wanted = new Wanted(tenant, algorithm);
        boolean there = decisions.glance(
                tenant,
                reading -> ring(reading)
                        .flatMap(ring -> ring.signing(algorithm, now))
                        .isPresent());
        if (!there && ahead.add(wanted)) {
            Thread.ofVirtual().name("key-ahead").start(() -> {
                try (Correlation _ = Correlation.begin(randomness)) {
                    made(wanted);
                }
            });
        }
    }

    private void made(Wanted wanted) {
        making.acquireUninterruptibly();
        try {
            offerWhereDue(wanted.tenant, wanted.algorithm);
        } catch (RuntimeException e) {
            LOG.info("Tenant {} gets its key when it is needed: {}", wanted.tenant.value(), e.toString());
        } finally {
            making.release();
            ahead.remove(wanted);
        }
    }

    /**
     * Offers a new key where the tenant has none for the algorithm, where its newest is due for replacement, or where
     * replaced ones are still to be retired. The log decides, so that many nodes' timers make one key.
     */
    public void offerWhereDue(TenantId tenant, SigningAlgorithm algorithm) {
        Instant now = clock.now().instant();
        Optional<TokenPolicy> policy = decisions.glance(
                tenant,
                reading -> reading.state(TenantState.FOLD, tenant)
                        .filter(state -> state.status() != TenantStatus.OFF_BOARDED)
                        .map(TenantState::tokenPolicy));
        if (policy.isPresent() && decisions.glance(tenant, reading -> due(reading, algorithm, policy.get(), now))) {
            offer(tenant, algorithm, policy.get(), now);
        }
    }

    private static boolean due(Reading reading, SigningAlgorithm algorithm, TokenPolicy policy, Instant now) {
        return ring(reading)
                .map(ring -> ring.due(algorithm, policy.keyRotation(), policy.jwksCache(), now))
                .orElse(true);
    }

    private void offer(TenantId tenant, SigningAlgorithm algorithm, TokenPolicy policy, Instant now) {
        KeyPair pair = crypto.generate(algorithm);
        KeyId id = new KeyId(randomness.identifier());
        halves.keep(tenant, id, pair.getPrivate());
        SigningKeyCommand.Offer offer = new SigningKeyCommand.Offer(
                tenant,
                id,
                algorithm,
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(pair.getPublic().getEncoded()),
                policy.keyRotation(),
                policy.jwksCache(),
                longest(policy.accessToken(), policy.idToken()),
                now);
        Origin origin = Origin.of(new Actor.Platform("key-rotation"), Correlation.current());
        KeyRingState ring = decisions.decide(tenant, reading -> {
            reading.commit(offer, origin);
            return ring(reading).orElseGet(() -> new KeyRingState(tenant, List.of()));
        });
        if (halves.settle(ring, id, now)) {
            LOG.info("Tenant {} has a new {} key {}", tenant.value(), algorithm, id.value());
        }
    }

    private PrivateKey fetch(Name name, SigningAlgorithm algorithm) {
        byte[] pkcs8 = halves.fetch(name.tenant, name.key)
                .orElseThrow(() -> new IllegalStateException("no private half of key " + name.key.value()));
        return crypto.privateKey(algorithm, pkcs8);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
