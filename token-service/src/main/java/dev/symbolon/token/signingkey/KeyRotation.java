package dev.symbolon.token.signingkey;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.log.AllTenants;
import dev.symbolon.ports.log.TenantsInTurn;
import dev.symbolon.token.tenant.Tenants;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's timer: looks whether a key is due. At every round those of the tenants that it serves, and some of all
 * the others, so that a tenant which nobody used for months has its next key published in time too.
 */
public final class KeyRotation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

    private final Tenants tenants;
    private final TenantsInTurn others;
    private final Decisions decisions;
    private final SigningKeys keys;
    private final Randomness randomness;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("key-rotation").daemon().factory());

    public KeyRotation(
            Tenants tenants,
            AllTenants all,
            Decisions decisions,
            SigningKeys keys,
            Randomness randomness,
            Duration every) {
        this.tenants = tenants;
        this.others = new TenantsInTurn(all);
        this.decisions = decisions;
        this.keys = keys;
        this.randomness = randomness;
        timer.scheduleWithFixedDelay(this::round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        Set<TenantId> looked = new HashSet<>();
        tenants.served().forEach(tenant -> look(tenant.id(), looked));
        others().forEach(tenant -> look(tenant, looked));
    }

    private List<TenantId> others() {
        try {
            return others.next();
        } catch (RuntimeException e) {
            // A timer that throws is never run again.
            LOG.warn("The tenants can't be listed; the next round tries again", e);
            return List.of();
        }
    }

    private void look(TenantId tenant, Set<TenantId> looked) {
        if (looked.add(tenant)) {
            try (Correlation _ = Correlation.begin(randomness)) {
                look(tenant);
            }
        }
    }

    private void look(TenantId tenant) {
        try {
            inUse(tenant).forEach(algorithm -> keys.offerWhereDue(tenant, algorithm));
        } catch (RuntimeException e) {
            LOG.warn("Keys of tenant {} weren't looked after; the next round tries again", tenant.value(), e);
        }
    }

    private Set<SigningAlgorithm> inUse(TenantId tenant) {
        return decisions.glance(
                tenant,
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
