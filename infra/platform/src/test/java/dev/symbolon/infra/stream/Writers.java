package dev.symbolon.infra.stream;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.view.Visits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Commits for some tenants in turn, for as long as it is wanted. */
final class Writers {
    private final List<TenantId> tenants =
            Stream.generate(Samples::aTenant).limit(8).toList();
    private final Map<TenantId, Long> written = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();
    private final Thread thread;
    private volatile boolean enough;
    private volatile Throwable failure;

    private Writers(StreamNode node) {
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                while (!enough) {
                    tenants.forEach(tenant -> write(node, tenant));
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        });
    }

    static Writers on(StreamNode node) {
        Writers writers = new Writers(node);
        writers.thread.start();
        return writers;
    }

    private void write(StreamNode node, TenantId tenant) {
        long number = written.getOrDefault(tenant, 0L);
        node.commit(Visits.used(tenant, "s" + number % 5, number), number / 5);
        written.put(tenant, number + 1);
        all.incrementAndGet();
    }

    /** One of those that are written for. */
    TenantId tenant() {
        return tenants.getFirst();
    }

    /** How many were acknowledged so far. */
    long count() {
        if (failure != null) {
            throw new IllegalStateException("a commit failed", failure);
        }
        return all.get();
    }

    /** What each tenant has, once nothing more comes. */
    Map<TenantId, Long> stop() throws InterruptedException {
        enough = true;
        thread.join();
        count();
        return written;
    }
}
