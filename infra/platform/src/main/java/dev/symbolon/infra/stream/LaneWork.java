package dev.symbolon.infra.stream;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.view.TenantViews;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What all tenants' lanes share: the store, turns, and one bound on everything that is queued. */
final class LaneWork {
    private static final int QUEUED_BY_ALL = 50_000;

    private final LaneSettings settings;
    private final StoreReader store;
    private final Predicate<String> followed;
    private final Function<TenantId, TenantViews> opening;
    private final Supplier<Set<TenantId>> journal;
    private final ProjectionMetrics metrics;
    private final Semaphore turns;
    private final AtomicInteger queued = new AtomicInteger();

    LaneWork(
            LaneSettings settings,
            StoreReader store,
            Predicate<String> followed,
            Function<TenantId, TenantViews> opening,
            Supplier<Set<TenantId>> journal,
            ProjectionMetrics metrics) {
        this.settings = settings;
        this.store = store;
        this.followed = followed;
        this.opening = opening;
        this.journal = journal;
        this.metrics = metrics;
        // Fair: a tenant with much to do waits behind one with little, batch by batch.
        this.turns = new Semaphore(settings.parallel(), true);
    }

    LaneSettings settings() {
        return settings;
    }

    StoreReader store() {
        return store;
    }

    /** Whether any view wants events of that catalogue name. */
    boolean follows(String type) {
        return followed.test(type);
    }

    ProjectionMetrics metrics() {
        return metrics;
    }

    TenantViews open(TenantId tenant) {
        return opening.apply(tenant);
    }

    /** Returns when everything that lanes have written outlives a crash of the store, but for these tenants. */
    Set<TenantId> journal() {
        return journal.get();
    }

    void start(String tenant, Runnable lane) {
        Thread.ofVirtual().name("projecting-" + tenant).start(lane);
    }

    void inTurn(Runnable batch) {
        turns.acquireUninterruptibly();
        try {
            batch.run();
        } finally {
            turns.release();
        }
    }

    boolean mayQueue() {
        return queued.get() < QUEUED_BY_ALL;
    }

    void queued(int change) {
        queued.addAndGet(change);
    }

    int queued() {
        return queued.get();
    }
}
