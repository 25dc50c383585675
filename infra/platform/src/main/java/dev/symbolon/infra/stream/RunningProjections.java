package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.ports.view.Following;
import dev.symbolon.ports.view.RegisteredProjections;
import dev.symbolon.ports.view.View;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the runner and its views tell of themselves. */
final class RunningProjections implements Following {
    private final ProjectionRunner runner;
    private final MongoViews views;
    private final RegisteredProjections registered;
    private final StoreReader store;
    private final InstantSource clock;

    RunningProjections(
            ProjectionRunner runner,
            MongoViews views,
            RegisteredProjections registered,
            StoreReader store,
            InstantSource clock) {
        this.runner = runner;
        this.views = views;
        this.registered = registered;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public List<Lag> lag(TenantId tenant) {
        List<StoredCommit> newest = store.newest(tenant, Lag.COUNTED);
        return registered.projections().stream()
                .map(projection -> lag(projection.view(), tenant, newest))
                .toList();
    }

    private Lag lag(View<?> view, TenantId tenant, List<StoredCommit> newest) {
        Predicate<Position> reached = views.reached(view, tenant);
        List<StoredCommit> missing = newest.stream()
                .filter(commit -> !reached.test(commit.position()))
                .toList();
        Duration behind = missing.isEmpty()
                ? Duration.ZERO
                : Duration.ofMillis(
                        Math.max(0, clock.millis() - missing.getLast().clock().millis()));
        return new Lag(
                MongoViews.nameOf(view),
                missing.size(),
                behind,
                views.parked(view, tenant).size());
    }

    @Override
    public List<Parked> parked(TenantId tenant) {
        return runner.parked(tenant).stream()
                .map(parked ->
                        new Parked(parked.view(), parked.stream(), parked.sequence(), parked.reason(), parked.since()))
                .toList();
    }

    @Override
    public Retried retry(StreamId stream) {
        try {
            return runner.retry(stream) ? Retried.FOLLOWED : Retried.FAILED;
        } catch (IllegalArgumentException _) {
            return Retried.ELSEWHERE;
        }
    }

    @Override
    public int prune(View<?> view, TenantId tenant, Map<String, String> equal, String sort, long below, int most) {
        return views.prune(view, tenant, equal, sort, below, most);
    }
}
