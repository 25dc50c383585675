package dev.symbolon.infra.view;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Projection;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** Rows that one event makes, once: inserted without reading, and a row that is there already is the same event's. */
final class AppendedRows<R extends Record> implements RowWriter {
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final Projection<R> projection;
    private final TenantId tenant;
    private final MongoCollection<BsonDocument> rows;
    private final RowMapping<R> mapping;

    AppendedRows(Projection<R> projection, TenantId tenant, MongoCollection<BsonDocument> rows) {
        this.projection = projection;
        this.tenant = tenant;
        this.rows = rows;
        this.mapping = RowMapping.of(projection.view().row());
    }

    @Override
    public void apply(List<RecordedEvent> events) {
        List<InsertOneModel<BsonDocument>> inserts = new ArrayList<>(events.size());
        for (RecordedEvent event : events) {
            try {
                for (String row : projection.rows(event)) {
                    inserts.add(new InsertOneModel<>(document(row, projection.apply(null, event, row))));
                }
            } catch (RuntimeException e) {
                throw new ProjectionFailedException(event, e);
            }
        }
        if (inserts.isEmpty()) {
            return;
        }
        try {
            rows.bulkWrite(inserts, UNORDERED);
        } catch (MongoBulkWriteException e) {
            boolean known = e.getWriteErrors().stream()
                    .allMatch(error -> ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY);
            if (!known || e.getWriteConcernError() != null) {
                throw e;
            }
        }
    }

    private BsonDocument document(String row, R content) {
        return new BsonDocument("_id", new BsonString(ViewCollections.rowId(tenant, row)))
                .append("tenant", new BsonString(tenant.value()))
                .append("row", mapping.toBson(content));
    }
}
