package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.view.EventSink;
import dev.symbolon.infra.view.TenantViews;
import dev.symbolon.infra.view.UnreadableStreamException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings records and ranges of the store into one tenant's views. Of the lane's working thread alone. */
final class LaneViews {
    private final TenantId tenant;
    private final LaneWork work;
    private final BooleanSupplier stopping;
    private final Consumer<Map<String, Long>> settleLater;
    private @Nullable TenantViews views;

    /** Set by the working thread, and looked at by others. */
    private volatile @Nullable Spill recording;

    /**
     * @param stopping    whether a scan is to break off
     * @param settleLater takes the counters of a scan that met what may have gaps before it
     */
    LaneViews(TenantId tenant, LaneWork work, BooleanSupplier stopping, Consumer<Map<String, Long>> settleLater) {
        this.tenant = tenant;
        this.work = work;
        this.stopping = stopping;
        this.settleLater = settleLater;
    }

    /** @param anew whether they are built from the store again, even if they were built once */
    void open(boolean anew) {
        if (views == null) {
            TenantViews opening = work.open(tenant);
            if (anew) {
                opening.setBuilt(false);
            }
            views = opening;
        }
        if (!views.built()) {
            scan(Spill.everything());
            views.setBuilt(true);
        }
    }

    TenantViews opened() {
        if (views == null) {
            throw new IllegalStateException("not opened yet");
        }
        return views;
    }

    /** From now on what goes into the views is also noted here. */
    void record(@Nullable Spill into) {
        recording = into;
    }

    boolean recording() {
        return recording != null;
    }

    void scan(Spill range) {
        TenantViews into = opened();
        Spill noted = recording;
        if (noted != null) {
            noted.add(range);
        }
        work.store().commits(tenant, range.from(), range.until(), page -> {
            apply(page, into);
            range.done(page);
        });
        if (range.whole()) {
            settleLater.accept(range.counters());
        } else {
            into.reached(range.counters());
        }
    }

    /** Decodes and applies a page of commits, as one of the batches that run at the same time. */
    void apply(List<StoredCommit> page, EventSink into) {
        if (stopping.getAsBoolean()) {
            throw new IllegalStateException("stopping");
        }
        List<RecordedEvent> events = new ArrayList<>();
        page.forEach(commit -> commit.events().stream()
                .filter(event -> work.follows(event.type()))
                .forEach(event -> {
                    try {
                        events.add(work.store().read(commit, event));
                    } catch (UnreadableStreamException e) {
                        into.park(e);
                    }
                }));
        work.inTurn(() -> into.apply(events));
        work.metrics().replayed(page.size());
    }

    void write(List<StreamRecord> batch) {
        long taken = System.currentTimeMillis();
        TenantViews into = opened();
        Spill noted = recording;
        List<RecordedEvent> events = new ArrayList<>(batch.size());
        Map<String, Long> counters = new HashMap<>();
        for (StreamRecord record : batch) {
            if (work.follows(record.type())) {
                try {
                    events.add(work.store().read(record));
                } catch (UnreadableStreamException e) {
                    into.park(e);
                }
            }
            if (record.last()) {
                counters.merge(
                        Counters.key(record.position()), record.position().counter(), Math::max);
            }
            if (noted != null) {
                noted.add(record);
            }
        }
        work.inTurn(() -> {
            into.apply(events);
            into.reached(counters);
        });
        work.metrics().written(batch, taken);
    }

    void forget() {
        if (views != null) {
            views.forget();
        }
    }
}
