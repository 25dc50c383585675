package dev.symbolon.projection.audit;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Finds entries by any facets together. The facet that is rarest about there leads, along its stretch of the one index;
 * the others are looked at row by row. One page looks at a bounded number of rows, whatever is asked: it then ends early,
 * and its cursor goes on from there.
 */
@Component
final class AuditSearch {
    private static final int PROBE = 50;
    private static final int BATCH = 250;

    /** Few commits hold more: what a page reads beyond its limit to end with a whole one. */
    private static final int COMMIT = 10;

    private static final int EXAMINED = 1_500;

    /** The order within a clock is that of streams: what one commit holds stays together, and in its own order. */
    private static final Comparator<AuditRow> CANONICAL = Comparator.comparingLong(AuditRow::clock)
            .thenComparing(AuditRow::stream)
            .thenComparingLong(AuditRow::sequence);

    private final Views views;

    AuditSearch(Views views) {
        this.views = views;
    }

    /**
     * @param rows in the order asked for, all of a clock or none
     * @param next where to go on; empty at the end
     */
    record Found(List<AuditRow> rows, Optional<Long> next) {}

    /** @param after what an earlier page said is next */
    Found find(TenantId tenant, AuditQuery query, Optional<Long> after, int limit) {
        Walk lead = lead(tenant, query, after, limit);
        Predicate<AuditRow> matches = query.matcher();
        List<AuditRow> found = new ArrayList<>();
        int examined = 0;
        long clock = 0;
        while (lead.hasNext()) {
            AuditRow row = lead.next();
            boolean anotherClock = row.clock() != clock;
            clock = row.clock();
            if (anotherClock && (found.size() >= limit || examined >= EXAMINED)) {
                return new Found(sorted(found, query.newestFirst()), Optional.of(before(clock, query.newestFirst())));
            }
            examined++;
            if (matches.test(row)) {
                found.add(row);
            }
        }
        return new Found(sorted(found, query.newestFirst()), Optional.empty());
    }

    /** The place in front of all entries of a clock. */
    static long before(long clock, boolean newestFirst) {
        return newestFirst ? clock + 1 : clock - 1;
    }

    private static List<AuditRow> sorted(List<AuditRow> rows, boolean newestFirst) {
        rows.sort(newestFirst ? CANONICAL.reversed() : CANONICAL);
        return rows;
    }

    /** Each facet's first rows tell how rare it is: the one that ends, or else the one that reaches farthest. */
    private Walk lead(TenantId tenant, AuditQuery query, Optional<Long> after, int limit) {
        List<String> facets = query.indexed();
        if (facets.size() < 2) {
            return new Walk(
                    tenant,
                    query,
                    after,
                    facets.isEmpty() ? Map.of() : Map.of(AuditProjection.FACETS, facets.getFirst()),
                    Math.min(limit + COMMIT, BATCH));
        }
        Walk lead = null;
        for (String facet : facets) {
            Walk walk = new Walk(tenant, query, after, Map.of(AuditProjection.FACETS, facet), PROBE);
            walk.read();
            if (walk.ended()) {
                return walk;
            }
            if (lead == null || walk.reaches() > lead.reaches()) {
                lead = walk;
            }
        }
        return Objects.requireNonNull(lead);
    }

    /** Rows of one stretch of the index, batch by batch. */
    private final class Walk {
        private final TenantId tenant;
        private final ViewQuery from;
        private Optional<String> cursor = Optional.empty();
        private List<AuditRow> batch = List.of();
        private int position;
        private int size;
        private boolean ended;

        Walk(TenantId tenant, AuditQuery query, Optional<Long> after, Map<String, String> equal, int size) {
            this.tenant = tenant;
            this.size = size;
            this.from = new ViewQuery(
                    equal,
                    AuditProjection.SORT,
                    query.newestFirst()
                            ? query.from()
                            : after.map(clock -> clock + 1).or(query::from),
                    query.newestFirst() ? after.or(query::until) : query.until(),
                    query.newestFirst(),
                    Optional.empty(),
                    size);
        }

        void read() {
            Page<AuditRow> page = views.find(
                    AuditProjection.VIEW,
                    tenant,
                    new ViewQuery(
                            from.equal(), from.sort(), from.from(), from.until(), from.newestFirst(), cursor, size));
            batch = page.rows();
            position = 0;
            cursor = page.next();
            ended = cursor.isEmpty();
            size = BATCH;
        }

        boolean ended() {
            return ended;
        }

        /** How far its rows go back, or forward. */
        long reaches() {
            return Math.abs(batch.getLast().clock() - batch.getFirst().clock());
        }

        boolean hasNext() {
            if (position == batch.size() && !ended) {
                read();
            }
            return position < batch.size();
        }

        AuditRow next() {
            return batch.get(position++);
        }
    }
}
