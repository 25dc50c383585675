package dev.symbolon.infra.view;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.View;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** All registered views of one tenant, as the process that follows the tenant writes them. One thread at a time. */
public final class TenantViews implements EventSink {
    private final TenantId tenant;
    private final List<Projection<?>> projections;
    private final List<Feed> feeds = new ArrayList<>();
    private final ViewCollections collections;
    private final Checkpoints checkpoints;
    private final Parking parking;
    private final EarlierEvents earlier;
    private final InstantSource clock;
    private boolean built = true;

    TenantViews(
            TenantId tenant,
            List<Projection<?>> projections,
            ViewCollections collections,
            Checkpoints checkpoints,
            Parking parking,
            EarlierEvents earlier,
            InstantSource clock) {
        this.tenant = tenant;
        this.projections = projections;
        this.collections = collections;
        this.checkpoints = checkpoints;
        this.parking = parking;
        this.earlier = earlier;
        this.clock = clock;
        for (Projection<?> projection : projections) {
            Checkpoints.Checkpoint checkpoint = checkpoints.open(projection.view(), tenant);
            built &= checkpoint.built();
            feeds.add(feed(projection, checkpoint.side()));
        }
    }

    /** Whether every view has been built from the store once; if not, the stream alone can't complete them. */
    public boolean built() {
        return built;
    }

    /** Keeps that they are built, or that they have to be built anew. */
    public void setBuilt(boolean now) {
        feeds.forEach(feed -> checkpoints.settle(feed.view(), tenant, feed.side(), now));
        built = now;
    }

    @Override
    public void apply(List<RecordedEvent> events) {
        // Side by side: the views have nothing in common, and each waits for the store most of the time.
        CompletableFuture<?>[] others = feeds.stream()
                .skip(1)
                .map(feed -> CompletableFuture.runAsync(() -> feed.apply(events), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            feeds.stream().limit(1).forEach(feed -> feed.apply(events));
        } finally {
            // Whatever became of one, none is left writing behind its tenant's back.
            CompletableFuture.allOf(others).join();
        }
        // Their counters may come much later, or with another batch.
        checkpoints.wrote(tenant);
    }

    @Override
    public void park(UnreadableStreamException unreadable) {
        feeds.forEach(feed -> feed.park(unreadable.stream(), unreadable.sequence(), unreadable));
        checkpoints.wrote(tenant);
    }

    /** The views have everything up to these counters, by {@code writer~epoch}. */
    public void reached(Map<String, Long> counters) {
        checkpoints.reached(feeds.stream().<View<?>>map(Feed::view).toList(), tenant, counters);
    }

    public int parked() {
        return feeds.stream().mapToInt(Feed::parkedCount).sum();
    }

    /** Whether the stream goes into every view now. */
    public boolean retry(StreamId stream) {
        boolean followed = true;
        for (Feed feed : feeds) {
            followed &= feed.retry(stream);
        }
        return followed;
    }

    /** A rebuild of one view, on what its other side has: it is cleared first where that is to be nothing. */
    public Rebuild rebuild(String view) {
        return new Rebuild(index(view));
    }

    /** The side that a rebuild of the view fills now. */
    public String other(String view) {
        return feeds.get(index(view)).side().other().label();
    }

    private int index(String view) {
        for (int i = 0; i < feeds.size(); i++) {
            if (ViewCollections.key(feeds.get(i).view()).equals(view)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no view " + view);
    }

    public void forget() {
        feeds.forEach(feed -> checkpoints.forget(feed.view(), tenant));
    }

    private Feed feed(Projection<?> projection, Side side) {
        return new Feed(projection, tenant, side, collections, earlier, parking, clock);
    }

    /** A comparison that has looked at all rows once. */
    public static final class Comparing {
        private static final int EXAMPLES = 10;

        private final RowComparison comparison;

        private Comparing(RowComparison comparison) {
            this.comparison = comparison;
        }

        /** What differs for good; to be called while neither side is written. */
        public Rebuilds.Compared settled() {
            comparison.settle();
            Set<String> different = comparison.different();
            return new Rebuilds.Compared(
                    comparison.rows(),
                    different.size(),
                    different.stream().limit(EXAMPLES).toList());
        }
    }

    /** A view's other side, while it is filled from the store. */
    public final class Rebuild implements EventSink {
        private final int index;
        private final Feed live;
        private final Feed next;

        private Rebuild(int index) {
            this.index = index;
            this.live = feeds.get(index);
            this.next = feed(projections.get(index), live.side().other());
        }

        @Override
        public void apply(List<RecordedEvent> events) {
            next.apply(events);
        }

        @Override
        public void park(UnreadableStreamException unreadable) {
            next.park(unreadable.stream(), unreadable.sequence(), unreadable);
        }

        public ViewHash hash() {
            return ViewHash.of(collections.of(next.view(), tenant, next.side()), tenant);
        }

        /** Holds the new rows against the live ones while both are written; {@link Comparing#settled} says what counts. */
        public Comparing compare() {
            RowComparison comparison = new RowComparison(
                    tenant,
                    collections.of(live.view(), tenant, live.side()),
                    collections.of(next.view(), tenant, next.side()));
            comparison.all();
            return new Comparing(comparison);
        }

        /** Reads and writes go to the new side from now on; not to be called beside {@link TenantViews#apply}. */
        public void switchOver() {
            checkpoints.settle(next.view(), tenant, next.side(), true);
            feeds.set(index, next);
        }

        /** Drops the rows of the side that isn't read; of many it takes a while, and the tenant needn't wait for that. */
        public void clearOld() {
            Side side = feeds.get(index).side().other();
            collections.clear(live.view(), tenant, side);
            parking.releaseAll(live.view(), side, tenant);
        }
    }
}
