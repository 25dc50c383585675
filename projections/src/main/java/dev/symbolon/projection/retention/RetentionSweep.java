package dev.symbolon.projection.retention;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.view.Following;
import dev.symbolon.ports.view.View;
import dev.symbolon.projection.audit.AuditProjection;
import dev.symbolon.projection.audit.Retention;
import dev.symbolon.projection.grant.GrantHistoryProjection;
import dev.symbolon.projection.page.KnownTenants;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deletes rows older than their tenant keeps them, every few minutes and a bounded number each time. The log isn't
 * touched: a longer retention and a rebuild bring them back.
 */
@Component
public final class RetentionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
    private static final long MINUTES = 10;
    private static final int BATCH = 500;
    private static final int BATCHES = 40;

    /** What is pruned, each by the index that finds it. */
    private static final List<Pruned> ALL = List.of(
            new Pruned(AuditProjection.VIEW, Map.of(), AuditProjection.SORT, HybridTime::value),
            new Pruned(
                    GrantHistoryProjection.VIEW,
                    Map.of("kind", GrantHistoryProjection.AUTHORIZATION),
                    GrantHistoryProjection.SORT,
                    HybridTime::value),
            // As long as its tokens last, a grant says what can be reached.
            new Pruned(
                    GrantHistoryProjection.VIEW,
                    Map.of("kind", GrantHistoryProjection.GRANT),
                    GrantHistoryProjection.ENDS,
                    HybridTime::value),
            new Pruned(AccountProjection.VIEW, Map.of(), AccountProjection.SORT, HybridTime::millis));

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

    /** @param sort of the rows, as of a clock */
    private record Pruned(View<?> view, Map<String, String> equal, String sort, ToLongFunction<HybridTime> bound) {}

    /** Returns how many rows it deleted. */
    public int sweep(TenantId tenant) {
        return retention
                .begin(tenant)
                .map(begin -> prune(tenant, new HybridTime(begin)))
                .orElse(0);
    }

    int prune(TenantId tenant, HybridTime begin) {
        return ALL.stream().mapToInt(kind -> prune(kind, tenant, begin)).sum();
    }

    private int prune(Pruned kind, TenantId tenant, HybridTime begin) {
        int deleted = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            int now = following.prune(
                    kind.view(), tenant, kind.equal(), kind.sort(), kind.bound().applyAsLong(begin), BATCH);
            deleted += now;
            if (now < BATCH) {
                break;
            }
        }
        return deleted;
    }
}
