package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredEventsReader;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.log.EventLog;
import java.util.List;
import java.util.Map;

/** The log of a store by its address, for tools: it reads, and leaves no trace. */
public final class StoredLogReader implements EventLog, AutoCloseable {
    private final MongoCells cells;
    private final StoreReader reader;

    private StoredLogReader(MongoCells cells) {
        this.cells = cells;
        this.reader = new StoreReader(new StoredEventsReader(cells), EventCodec.withoutKeys()::decode);
    }

    /**
     * Opens it.
     *
     * @param uri   of the default cell, with the database's name
     * @param cells further cells by name
     */
    public static StoredLogReader open(String uri, Map<String, String> cells) {
        return new StoredLogReader(MongoCells.open(uri, cells));
    }

    @Override
    public List<RecordedEvent> stream(StreamId stream, long fromSequence, int limit) {
        return reader.stream(stream, fromSequence, limit);
    }

    @Override
    public List<RecordedEvent> commits(TenantId tenant, HybridTime afterClock, String afterCommit, int commits) {
        return reader.commits(tenant, afterClock, afterCommit, commits);
    }

    @Override
    public void close() {
        cells.close();
    }
}
