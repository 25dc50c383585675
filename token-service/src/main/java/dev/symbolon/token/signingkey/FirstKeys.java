package dev.symbolon.token.signingkey;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Spent;
import dev.symbolon.ports.stream.ControlTidings;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a tenant's first key made when it is onboarded, so that its first token waits for none. Every node hears of it, the
 * first to take it up makes the key; where that one dies meanwhile, the key is made when it is needed.
 */
public final class FirstKeys {
    /** What is older was read from the log. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private static final String KIND = "first-key";

    /** What tokens are signed by where a client didn't choose. */
    private static final SigningAlgorithm ALGORITHM = SigningAlgorithm.ES256;

    private static final Logger LOG = LoggerFactory.getLogger(FirstKeys.class);

    private final SigningKeys keys;
    private final Spent spent;
    private final HybridClock clock;

    public FirstKeys(ControlTidings tidings, SigningKeys keys, Spent spent, HybridClock clock) {
        this.keys = keys;
        this.spent = spent;
        this.clock = clock;
        tidings.listen(this::heard);
    }

    private void heard(DomainEvent event) {
        if (event instanceof TenantEvent.Onboarded onboarded
                && onboarded.at().isAfter(clock.now().instant().minus(FRESH))) {
            Thread.ofVirtual().name("first-key").start(() -> make(onboarded.tenant()));
        }
    }

    private void make(TenantId tenant) {
        try {
            Instant forgotten = clock.now().instant().plus(FRESH.multipliedBy(2));
            if (spent.spend(tenant, KIND, ALGORITHM.name(), forgotten)) {
                keys.ahead(tenant, ALGORITHM);
            }
        } catch (RuntimeException e) {
            LOG.info("Tenant {} gets its first key when it is needed: {}", tenant.value(), e.toString());
        }
    }
}
