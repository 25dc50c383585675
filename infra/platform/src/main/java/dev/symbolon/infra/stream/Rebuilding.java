package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.view.EventSink;
import dev.symbolon.infra.view.TenantViews;
import dev.symbolon.infra.view.UnreadableStreamException;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.Rebuilds.Compared;
import java.util.List;
import java.util.OptionalLong;

/**
 * Builds a view of one tenant again from the store, or from Kafka, beside the live one, which goes on being read and written. Then what
 * came in meanwhile is brought in, both are compared, and reads go to the new rows.
 */
final class Rebuilding {
    private static final int CATCH_UP_ROUNDS = 5;

    private final AssignedPartitions partitions;
    private final LaneWork work;
    private final RetainedEvents retained;
    private final ProjectionMetrics metrics;

    Rebuilding(AssignedPartitions partitions, LaneWork work, RetainedEvents retained, ProjectionMetrics metrics) {
        this.partitions = partitions;
        this.work = work;
        this.retained = retained;
        this.metrics = metrics;
    }

    /** The progress of one rebuild; what it throws stops the work, whose rows stay for who goes on. */
    interface Course {
        /** Up to where the new rows are already; {@link HybridTime#ZERO} to begin. */
        HybridTime from();

        void passed(HybridTime reached, int commits);

        /** Where Kafka is read on from, if that is the source. */
        OptionalLong offset();

        /** All that Kafka has below this offset is in. */
        void read(long offset);

        /** Kafka hasn't everything any more: from here on it is the store, from the beginning. */
        void fallsBack(String why);

        /** From here on nobody may stop it. */
        void finishing();

        /** That is what will be read from now on, where it replaces the live rows. */
        void compared(Compared compared);
    }

    /** Every tenant that this process follows. */
    List<TenantId> followed() {
        return partitions.followed();
    }

    /** Whether this process follows the tenant. */
    boolean follows(TenantId tenant) {
        return partitions.follows(tenant);
    }

    /** The side that a rebuild would fill, by its label. */
    String otherSide(String view, TenantId tenant) {
        return partitions.lane(tenant).between(views -> views.other(view)).join();
    }

    /** Drops what a rebuild that was given up has left. */
    void clear(String view, TenantId tenant) {
        partitions.lane(tenant).between(views -> views.rebuild(view)).join().clearOld();
    }

    Compared rebuild(String view, TenantId tenant, Rebuilds.Purpose purpose, Course course) {
        TenantLane lane = partitions.lane(tenant);
        metrics.rebuildBegan();
        try {
            if (course.from().equals(HybridTime.ZERO)) {
                clear(view, tenant);
            }
            Spill first = Spill.empty();
            TenantViews.Rebuild rebuild = lane.between(views -> {
                        lane.record(first);
                        return views.rebuild(view);
                    })
                    .join();
            try {
                return rebuild(lane, rebuild, first, purpose, course);
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

    private Compared rebuild(
            TenantLane lane, TenantViews.Rebuild rebuild, Spill first, Rebuilds.Purpose purpose, Course course) {
        if (course.offset().isPresent()) {
            bringRetained(lane, rebuild, course);
        } else {
            // Who goes on reads a little twice: a commit may have come into the store behind the last one that was
            // read.
            bring(lane, rebuild, Spill.since(course.from(), work.settings().settling()), course);
        }
        Spill recorded = catchUp(lane, rebuild, first, course);
        TenantViews.Comparing comparing = rebuild.compare();
        Spill rest = catchUp(lane, rebuild, recorded, course);
        course.finishing();
        Compared compared = lane.between(views -> {
                    // What the store got last may not have come by Kafka yet: both get it, so that they can be
                    // compared.
                    bring(
                            lane,
                            both(views, rebuild),
                            rest.reachingBack(work.settings().settling()),
                            course);
                    Compared settled = comparing.settled();
                    course.compared(settled);
                    if (purpose == Rebuilds.Purpose.REPLACE) {
                        rebuild.switchOver();
                    }
                    return settled;
                })
                .join();
        rebuild.clearOld();
        return compared;
    }

    /** Brings in what was recorded, and what was recorded meanwhile, until that is little; what is left is given back. */
    private Spill catchUp(TenantLane lane, TenantViews.Rebuild rebuild, Spill first, Course course) {
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
            bring(lane, rebuild, recorded, course);
            recorded = next;
            if (caughtUp) {
                break;
            }
        }
        return recorded;
    }

    private void bring(TenantLane lane, EventSink into, Spill range, Course course) {
        if (range.isEmpty()) {
            return;
        }
        work.store().commits(lane.tenant(), range.from(), range.until(), (List<StoredCommit> page) -> {
            lane.applyCommits(page, into);
            metrics.rebuilt(page.size());
            course.passed(page.getLast().clock(), page.size());
        });
    }

    /** What comes by Kafka after this began is recorded: between the end of the one and the other nothing is lost. */
    private void bringRetained(TenantLane lane, TenantViews.Rebuild rebuild, Course course) {
        try {
            retained.read(lane.tenant(), course.offset().orElseThrow(), (records, next) -> {
                if (!records.isEmpty()) {
                    lane.applyRecords(records, rebuild);
                    int commits =
                            (int) records.stream().filter(StreamRecord::last).count();
                    metrics.rebuilt(commits);
                    course.passed(records.getLast().clock(), commits);
                }
                course.read(next);
            });
        } catch (RetainedEvents.IncompleteException e) {
            course.fallsBack(e.getMessage());
            // On top of what is there: rows take an event once.
            bring(lane, rebuild, Spill.everything(), course);
        }
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
