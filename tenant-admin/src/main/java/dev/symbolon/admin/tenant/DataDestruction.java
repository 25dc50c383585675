package dev.symbolon.admin.tenant;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.log.AllTenants;
import dev.symbolon.ports.secret.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Destroys the data of off-boarded tenants once it was kept as long as was said. Every node looks, every hour: what two do at
 * once is done, and certified, once.
 */
@Component
final class DataDestruction implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(DataDestruction.class);
    private static final int SOME = 100;

    private final AllTenants tenants;
    private final Decisions decisions;
    private final PersonalData personal;
    private final Randomness randomness;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("data-destruction").factory());

    DataDestruction(
            AllTenants tenants, Decisions decisions, PersonalData personal, Randomness randomness, HybridClock clock) {
        this.tenants = tenants;
        this.decisions = decisions;
        this.personal = personal;
        this.randomness = randomness;
        timer.scheduleWithFixedDelay(() -> sweep(clock.now().instant()), 1, 60, TimeUnit.MINUTES);
    }

    /** Goes through all tenants; the next round comes back to one that couldn't be done. */
    void sweep(Instant now) {
        try {
            Optional<TenantId> last = Optional.empty();
            List<TenantId> some;
            do {
                some = tenants.after(last, SOME);
                for (TenantId tenant : some) {
                    look(tenant, now);
                    last = Optional.of(tenant);
                }
            } while (some.size() == SOME && !timer.isShutdown());
        } catch (RuntimeException e) {
            // A timer that throws is never run again.
            LOG.warn("The tenants can't be listed; the next round tries again", e);
        }
    }

    private void look(TenantId tenant, Instant now) {
        try {
            boolean due = decisions
                    .glance(tenant, reading -> reading.state(TenantState.FOLD, tenant))
                    .filter(state -> state.destructionDue(now))
                    .isPresent();
            if (due) {
                destroy(tenant, now);
            }
        } catch (RuntimeException e) {
            LOG.warn("Data of tenant {} stays for now; the next round tries again", tenant.value(), e);
        }
    }

    /** The keys before the event says so: a destruction that is certified has happened. */
    private void destroy(TenantId tenant, Instant now) {
        personal.destroy(tenant);
        Origin origin = Origin.of(new Actor.Platform("data-destruction"), randomness.identifier());
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
