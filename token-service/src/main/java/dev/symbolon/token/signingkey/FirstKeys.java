package dev.symbolon.token.signingkey;

import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Spent;
import dev.symbolon.ports.stream.ControlTidings;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a tenant's first key made when it is onboarded, so that its first token waits for none, and one for another algorithm
 * when a client has it: an app reads the key set when it starts, and not all look again for a key that they don't know.
 * Every node hears of it, the first to take it up makes the key; where that one dies meanwhile, the key is made when it is
 * needed.
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
        switch (event) {
            case TenantEvent.Onboarded onboarded -> soon(onboarded.tenant(), onboarded.at(), Set.of(ALGORITHM));
            case ClientEvent.Registered registered ->
                soon(registered.tenant(), registered.at(), others(registered.metadata()));
            case ClientEvent.Changed changed -> soon(changed.tenant(), changed.at(), others(changed.metadata()));
            default -> {
                // Of no other event a key comes.
            }
        }
    }

    /** What the client's tokens and its UserInfo are signed by, besides what each tenant has. */
    private static Set<SigningAlgorithm> others(ClientMetadata client) {
        return Stream.concat(Stream.of(client.signing()), client.userinfoSigning().stream())
                .filter(algorithm -> algorithm != ALGORITHM)
                .collect(Collectors.toSet());
    }

    private void soon(TenantId tenant, Instant at, Set<SigningAlgorithm> algorithms) {
        if (at.isAfter(clock.now().instant().minus(FRESH))) {
            algorithms.forEach(algorithm -> Thread.ofVirtual().name("first-key").start(() -> make(tenant, algorithm)));
        }
    }

    private void make(TenantId tenant, SigningAlgorithm algorithm) {
        try {
            Instant forgotten = clock.now().instant().plus(FRESH.multipliedBy(2));
            if (spent.spend(tenant, KIND, algorithm.name(), forgotten)) {
                keys.ahead(tenant, algorithm);
            }
        } catch (RuntimeException e) {
            LOG.info(
                    "Tenant {} gets its first key for {} when it is needed: {}",
                    tenant.value(),
                    algorithm,
                    e.toString());
        }
    }
}
