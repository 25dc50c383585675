package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.CommitLog.LoggedEvent;
import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.infra.mongo.Cells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Reads every cell's commits, without a writer of its own: it leaves no trace in the store. */
public final class StoredEventsReader implements StoredEvents {
    private final Cells cells;

    /** By cell. */
    private final Map<String, CommitStore> stores = new ConcurrentHashMap<>();

    public StoredEventsReader(Cells cells) {
        this.cells = cells;
    }

    @Override
    public List<LoggedEvent> stream(StreamId stream, long fromSequence, int limit) {
        long to = Math.min(fromSequence + limit, Slots.LAST_SEQUENCE + 1);
        return reading(() -> {
            List<LoggedEvent> events = new ArrayList<>();
            for (CommitDocument commit : of(stream.tenant()).range(stream.toString(), fromSequence, to)) {
                for (StoredEvent event : commit.events()) {
                    if (event.sequence() >= fromSequence
                            && event.sequence() < to
                            && event.stream().equals(stream)) {
                        events.add(
                                new LoggedEvent(event, commit.id(), new HybridTime(commit.clock()), commit.position()));
                    }
                }
            }
            events.sort(Comparator.comparingLong(logged -> logged.event().sequence()));
            return events;
        });
    }

    @Override
    public List<StoredCommit> commits(TenantId tenant, HybridTime afterClock, String afterId, int limit) {
        return reading(() -> of(tenant).after(tenant, afterClock, afterId, limit).stream()
                .map(CommitDocument::stored)
                .toList());
    }

    @Override
    public List<StoredCommit> newest(TenantId tenant, int limit) {
        return reading(() -> of(tenant).newest(tenant, limit).stream()
                .map(CommitDocument::stored)
                .toList());
    }

    private CommitStore of(TenantId tenant) {
        return stores.computeIfAbsent(cells.nameOf(tenant), _ -> new CommitStore(cells.of(tenant)));
    }

    static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (MongoException e) {
            throw new LogUnavailableException("the store doesn't answer", e);
        } catch (CellNotSetException e) {
            throw new LogUnavailableException("the store isn't known here", e);
        }
    }
}
