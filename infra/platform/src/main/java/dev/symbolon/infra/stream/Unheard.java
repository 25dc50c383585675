package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.log.UnrelayedCommits;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.ports.view.View;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The oldest event of each tenant that its views lack because it hasn't come by Kafka: no queue here knows of it. Looked up
 * in the store beside the polling, by writers and not by tenants: where nobody writes, that costs one look at the writers.
 */
final class Unheard {
    private static final Logger LOG = LoggerFactory.getLogger(Unheard.class);
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Tenants whose checkpoints are read in one look. */
    private static final int TENANTS = 50;

    private final UnrelayedCommits unrelayed;
    private final Predicate<TenantId> follows;
    private final MongoViews views;
    private final List<View<?>> registered;
    private final Map<String, Map<TenantId, Long>> oldest = new ConcurrentHashMap<>();

    /** Of the polling thread alone. */
    private CompletableFuture<Void> looking = CompletableFuture.completedFuture(null);

    private long nextNanos = System.nanoTime();

    Unheard(UnrelayedCommits unrelayed, Predicate<TenantId> follows, MongoViews views, List<View<?>> registered) {
        this.unrelayed = unrelayed;
        this.follows = follows;
        this.views = views;
        this.registered = List.copyOf(registered);
    }

    /** When the oldest one was decided, by tenant, as of the last look; in milliseconds. */
    Map<TenantId, Long> oldestMillis() {
        Map<TenantId, Long> all = new HashMap<>();
        oldest.values().forEach(all::putAll);
        return all;
    }

    void lookIfDue() {
        if (looking.isDone() && System.nanoTime() - nextNanos >= 0) {
            nextNanos = System.nanoTime() + EVERY_NANOS;
            looking = CompletableFuture.runAsync(this::look, Thread::startVirtualThread);
        }
    }

    private void look() {
        try {
            // Of a cell that doesn't answer, what was lacking is taken to be lacking still.
            unrelayed.oldestByCell().forEach((cell, commits) -> oldest.put(cell, lacking(commits)));
        } catch (RuntimeException e) {
            LOG.debug("how far the views are behind isn't known: {}", e.toString());
        }
    }

    private Map<TenantId, Long> lacking(List<StoredCommit> commits) {
        Map<TenantId, Long> found = new HashMap<>();
        candidates(commits).entrySet().stream()
                .limit(TENANTS)
                .forEach(tenant -> firstLacking(tenant.getKey(), tenant.getValue())
                        .ifPresent(commit ->
                                found.put(tenant.getKey(), commit.clock().millis())));
        return found;
    }

    /** What this process hasn't written itself, which takes no look at the store to know; oldest first. */
    private Map<TenantId, List<StoredCommit>> candidates(List<StoredCommit> commits) {
        return commits.stream()
                .filter(commit -> follows.test(commit.tenant())
                        && !registered.stream().allMatch(view -> views.wrote(view, commit.position())))
                .sorted(Comparator.comparing(StoredCommit::clock))
                .collect(Collectors.groupingBy(StoredCommit::tenant, LinkedHashMap::new, Collectors.toList()));
    }

    private Optional<StoredCommit> firstLacking(TenantId tenant, List<StoredCommit> commits) {
        List<Predicate<Position>> reached =
                registered.stream().map(view -> views.reached(view, tenant)).toList();
        return commits.stream()
                .filter(commit -> !reached.stream().allMatch(has -> has.test(commit.position())))
                .findFirst();
    }
}
