package dev.symbolon.token.signingkey;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's timer: looks whether a key of the tenants that it serves is due. A tenant nobody uses needs no new key. */
public final class KeyRotation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

    private final Tenants tenants;
    private final Decisions decisions;
    private final SigningKeys keys;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("key-rotation").daemon().factory());

    public KeyRotation(Tenants tenants, Decisions decisions, SigningKeys keys, Duration every) {
        this.tenants = tenants;
        this.decisions = decisions;
        this.keys = keys;
        timer.scheduleWithFixedDelay(this::round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        for (ServedTenant tenant : tenants.served()) {
            try {
                inUse(tenant).forEach(algorithm -> keys.offerWhereDue(tenant.id(), algorithm));
            } catch (RuntimeException e) {
                LOG.warn("Keys of tenant {} weren't looked after; the next round tries again", tenant.id(), e);
            }
        }
    }

    private Set<SigningAlgorithm> inUse(ServedTenant tenant) {
        return decisions.glance(
                tenant.id(),
                reading -> SigningKeys.ring(reading).stream()
                        .flatMap(ring -> ring.keys().stream())
                        .map(KeyRingState.Key::algorithm)
                        .collect(Collectors.toSet()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
