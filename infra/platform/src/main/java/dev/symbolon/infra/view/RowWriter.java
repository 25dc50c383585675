package dev.symbolon.infra.view;

import com.mongodb.client.MongoCollection;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Projection;
import java.util.List;
import org.bson.BsonDocument;

/** Brings events of one tenant into one view. Used by one thread at a time. */
sealed interface RowWriter permits AppendedRows, FoldedRows {

    /**
     * Writes what the events make of their rows; returns when it is durable. Events that a row has already are skipped.
     *
     * @throws ProjectionFailedException when the projection throws; nothing is written then
     * @throws RowsChangedException      when another process wrote the same rows; some of them may be written
     */
    void apply(List<RecordedEvent> events);

    static <R extends Record> RowWriter of(
            Projection<R> projection, TenantId tenant, MongoCollection<BsonDocument> rows, EarlierEvents earlier) {
        return projection.appendOnly()
                ? new AppendedRows<>(projection, tenant, rows)
                : new FoldedRows<>(projection, tenant, rows, earlier);
    }
}
