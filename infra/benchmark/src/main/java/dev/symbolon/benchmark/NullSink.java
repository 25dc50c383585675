package dev.symbolon.benchmark;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.projection.audit.AuditProjection;
import dev.symbolon.projection.grant.GrantHistoryProjection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is ours of projecting: the log's bytes, decoded and folded by every projection into rows that nobody keeps. */
final class NullSink {
    private static final int COMMITS = 2_000;
    private static final int MOST_EVENTS = 100_000;
    private static final int ROUNDS = 4;

    private final EventLog log;
    private final TenantId tenant;
    private long rows;

    /** Where each row goes, so that no compiler leaves out the making of what nobody reads. */
    private volatile @Nullable Record sink;

    NullSink(EventLog log, TenantId tenant) {
        this.log = log;
        this.tenant = tenant;
    }

    /** Reads are apart: each page is timed from when its events are there, decoded by the log's reader on the way. */
    void run() {
        List<RecordedEvent> events = new ArrayList<>();
        long readNanos = 0;
        HybridTime after = HybridTime.ZERO;
        String commit = "";
        while (events.size() < MOST_EVENTS) {
            long begun = System.nanoTime();
            List<RecordedEvent> page = log.commits(tenant, after, commit, COMMITS);
            readNanos += System.nanoTime() - begun;
            if (page.isEmpty()) {
                break;
            }
            events.addAll(page);
            after = page.getLast().envelope().clock();
            commit = page.getLast().commitId();
        }
        System.out.printf(
                Locale.ROOT,
                "read from the store and decoded: %d events, %.0f a second%n",
                events.size(),
                events.size() * 1e9 / readNanos);
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            folded(new AuditProjection(), events);
            folded(new GrantHistoryProjection(), events);
            folded(new AccountProjection(), events);
            System.out.printf(
                    Locale.ROOT,
                    "all projections into a null sink: %.0f events/s (%d rows)%n",
                    events.size() * 1e9 / (System.nanoTime() - begun),
                    rows);
        }
    }

    private <R extends Record> void folded(Projection<R> projection, List<RecordedEvent> events) {
        Map<String, R> kept = new HashMap<>();
        rows = 0;
        for (RecordedEvent event : events) {
            for (String row : projection.rows(event)) {
                @Nullable R before = projection.appendOnly() ? null : kept.get(row);
                R now = projection.apply(before, event, row);
                rows++;
                sink = now;
                if (!projection.appendOnly()) {
                    kept.put(row, now);
                }
            }
        }
        Objects.requireNonNull(sink, "there were no rows");
    }
}
