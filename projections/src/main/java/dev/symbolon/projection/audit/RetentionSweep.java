package dev.symbolon.projection.audit;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Following;
import dev.symbolon.projection.page.KnownTenants;
import jakarta.annotation.PreDestroy;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deletes entries older than their tenant keeps them, every few minutes and a bounded number each time. The log isn't
 * touched: a longer retention and a rebuild bring them back.
 */
@Component
final class RetentionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
    private static final long MINUTES = 10;
    private static final int BATCH = 500;
    private static final int BATCHES = 40;

    private final KnownTenants tenants;
    private final Retention retention;
    private final Following following;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("audit-retention").factory());

    RetentionSweep(KnownTenants tenants, Retention retention, Following following) {
        this.tenants = tenants;
        this.retention = retention;
        this.following = following;
        timer.scheduleWithFixedDelay(this::sweepAll, MINUTES, MINUTES, TimeUnit.MINUTES);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    private void sweepAll() {
        try {
            sweep(TenantId.SYSTEM);
            Optional<String> after = Optional.empty();
            do {
                KnownTenants.Listed listed = tenants.list(after);
                listed.tenants().forEach(tenant -> sweep(new TenantId(tenant.id())));
                after = listed.next();
            } while (after.isPresent() && !timer.isShutdown());
        } catch (RuntimeException e) {
            LOG.warn("read models aren't pruned this time: {}", e.toString());
        }
    }

    /** Returns how many entries it deleted. */
    int sweep(TenantId tenant) {
        Optional<Long> begin = retention.begin(tenant);
        int deleted = 0;
        for (int batch = 0; begin.isPresent() && batch < BATCHES; batch++) {
            int now = following.prune(AuditProjection.VIEW, tenant, AuditProjection.SORT, begin.get(), BATCH);
            deleted += now;
            if (now < BATCH) {
                break;
            }
        }
        return deleted;
    }
}
