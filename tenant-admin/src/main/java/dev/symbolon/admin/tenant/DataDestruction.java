package dev.symbolon.admin.tenant;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.log.AllTenants;
import dev.symbolon.ports.log.TenantsInTurn;
import dev.symbolon.ports.secret.PersonalData;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Destroys the data of off-boarded tenants once it was kept as long as was said. Every node looks at some tenants every
 * minute: what two do at once is done, and certified, once.
 */
@Component
final class DataDestruction implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(DataDestruction.class);

    private final TenantsInTurn tenants;
    private final Decisions decisions;
    private final PersonalData personal;
    private final Randomness randomness;
    private final HybridClock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("data-destruction").factory());

    DataDestruction(
            AllTenants tenants, Decisions decisions, PersonalData personal, Randomness randomness, HybridClock clock) {
        this.tenants = new TenantsInTurn(tenants);
        this.decisions = decisions;
        this.personal = personal;
        this.randomness = randomness;
        this.clock = clock;
        timer.scheduleWithFixedDelay(this::round, 1, 1, TimeUnit.MINUTES);
    }

    private void round() {
        try {
            Instant now = clock.now().instant();
            tenants.next().forEach(tenant -> look(tenant, now));
        } catch (RuntimeException e) {
            // A timer that throws is never run again.
            LOG.warn("The tenants can't be listed; the next round tries again", e);
        }
    }

    void look(TenantId tenant, Instant now) {
        try (Correlation _ = Correlation.begin(randomness)) {
            destroyDue(tenant, now);
        }
    }

    /** One that can't be done now is come back to. */
    private void destroyDue(TenantId tenant, Instant now) {
        try {
            // Cheap for nearly all; what is due then is decided by what holds.
            boolean due = decisions.glance(tenant, reading -> due(reading, tenant, now));
            if (due && decisions.decide(tenant, reading -> due(reading, tenant, now))) {
                destroy(tenant, now);
            }
        } catch (RuntimeException e) {
            LOG.warn("Data of tenant {} stays for now; a later round tries again", tenant.value(), e);
        }
    }

    private static boolean due(Reading reading, TenantId tenant, Instant now) {
        return reading.state(TenantState.FOLD, tenant)
                .filter(state -> state.destructionDue(now))
                .isPresent();
    }

    /** The keys before the event says so: a destruction that is certified has happened. */
    private void destroy(TenantId tenant, Instant now) {
        personal.destroy(tenant);
        Origin origin = Origin.of(new Actor.Platform("data-destruction"), Correlation.current());
        Outcome outcome = decisions.decide(
                tenant,
                reading -> reading.commit(new TenantCommand.DestroyData(tenant, now), origin)
                        .outcome());
        if (outcome instanceof Outcome.Done) {
            LOG.info("The data of tenant {} was kept as long as was said, and is destroyed", tenant.value());
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
