package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.view.EventSink;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.infra.view.TenantViews;
import dev.symbolon.infra.view.UnreadableStreamException;
import dev.symbolon.infra.view.ViewHash;
import dev.symbolon.ports.view.View;
import java.util.List;

/**
 * Builds a view of one tenant again from the store, beside the live one, which goes on being read and written. Then what
 * came in meanwhile is brought in, and reads go to the new rows.
 */
public final class Rebuilding {
    private static final int CATCH_UP_ROUNDS = 5;

    private final AssignedPartitions partitions;
    private final LaneWork work;
    private final ProjectionMetrics metrics;

    Rebuilding(AssignedPartitions partitions, LaneWork work, ProjectionMetrics metrics) {
        this.partitions = partitions;
        this.work = work;
        this.metrics = metrics;
    }

    /** What was live before, and what is live now; equal unless one of them is wrong. */
    public record Rebuilt(ViewHash before, ViewHash after) {
        public boolean same() {
            return before.equals(after);
        }
    }

    /** Every tenant that this process follows, one after the other. */
    public List<TenantId> followed() {
        return partitions.followed();
    }

    public Rebuilt rebuild(View<?> view, TenantId tenant) {
        TenantLane lane = partitions.lane(tenant);
        metrics.rebuildBegan();
        try {
            Spill first = Spill.empty();
            TenantViews.Rebuild rebuild = lane.between(views -> {
                        lane.record(first);
                        return views.rebuild(MongoViews.nameOf(view));
                    })
                    .join();
            try {
                return rebuild(lane, rebuild, first);
            } finally {
                var _ = lane.between(_ -> {
                    lane.record(null);
                    return true;
                });
            }
        } finally {
            metrics.rebuildEnded();
        }
    }

    private Rebuilt rebuild(TenantLane lane, TenantViews.Rebuild rebuild, Spill first) {
        bring(lane, rebuild, Spill.everything());
        Spill recorded = first;
        for (int round = 0; round < CATCH_UP_ROUNDS; round++) {
            Spill last = recorded;
            Spill next = Spill.empty();
            recorded = lane.between(_ -> {
                        lane.record(next);
                        return last;
                    })
                    .join();
            boolean caughtUp = recorded.isEmpty();
            bring(lane, rebuild, recorded);
            recorded = next;
            if (caughtUp) {
                break;
            }
        }
        Spill rest = recorded;
        Rebuilt rebuilt = lane.between(views -> {
                    // What the store got last may not have come by Kafka yet: both get it, so that they can be
                    // compared.
                    bring(
                            lane,
                            both(views, rebuild),
                            rest.reachingBack(work.settings().settling()));
                    Rebuilt compared = new Rebuilt(rebuild.liveHash(), rebuild.rebuiltHash());
                    rebuild.switchOver();
                    return compared;
                })
                .join();
        rebuild.clearOld();
        return rebuilt;
    }

    private void bring(TenantLane lane, EventSink into, Spill range) {
        if (range.isEmpty()) {
            return;
        }
        work.store().commits(lane.tenant(), range.from(), range.until(), (List<StoredCommit> page) -> {
            lane.applyCommits(page, into);
            metrics.rebuilt(page.size());
        });
    }

    private static EventSink both(EventSink live, EventSink rebuilt) {
        return new EventSink() {
            @Override
            public void apply(List<RecordedEvent> events) {
                live.apply(events);
                rebuilt.apply(events);
            }

            @Override
            public void park(UnreadableStreamException unreadable) {
                live.park(unreadable);
                rebuilt.park(unreadable);
            }
        };
    }
}
