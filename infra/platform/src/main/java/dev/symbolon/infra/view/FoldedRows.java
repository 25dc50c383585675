package dev.symbolon.infra.view;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Rows that several events make. Each row keeps the last sequence applied of every stream, so that an event that comes
 * twice changes nothing, and one that comes too early has those before it read from the store first. A write names the
 * revision that it replaces: a process that lost the tenant to another can't put an old row over a newer one.
 */
final class FoldedRows<R extends Record> implements RowWriter {
    private static final int REMEMBERED = 1_000;
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final Projection<R> projection;
    private final TenantId tenant;
    private final MongoCollection<BsonDocument> rows;
    private final EarlierEvents earlier;
    private final RowMapping<R> mapping;

    /** Rows as the store has them, and streams offered without gap up to a sequence: what was used last. */
    private final Map<String, HeldRow<R>> stored = new Recent<>(REMEMBERED);

    private final Map<StreamId, Long> offered = new Recent<>(REMEMBERED);

    FoldedRows(Projection<R> projection, TenantId tenant, MongoCollection<BsonDocument> rows, EarlierEvents earlier) {
        this.projection = projection;
        this.tenant = tenant;
        this.rows = rows;
        this.earlier = earlier;
        this.mapping = RowMapping.of(projection.view().row());
    }

    @Override
    public void apply(List<RecordedEvent> events) {
        Batch batch = new Batch();
        batch.load(events);
        events.forEach(batch::offer);
        try {
            batch.write();
        } catch (RuntimeException e) {
            stored.clear();
            throw e;
        }
        stored.putAll(batch.held);
        offered.putAll(batch.reached);
    }

    /** What one call works on; kept only when it was written. */
    private final class Batch {
        private final Map<String, HeldRow<R>> held = new HashMap<>();
        private final Set<String> changed = new LinkedHashSet<>();
        private final Map<StreamId, Long> reached = new HashMap<>();

        void load(List<RecordedEvent> events) {
            Set<String> unknown = new LinkedHashSet<>();
            for (RecordedEvent event : events) {
                for (String row : rowsOf(event)) {
                    String id = ViewCollections.rowId(tenant, row);
                    if (held.containsKey(id)) {
                        continue;
                    }
                    HeldRow<R> known = stored.get(id);
                    if (known == null) {
                        unknown.add(id);
                        known = HeldRow.absent();
                    }
                    held.put(id, known);
                }
            }
            if (!unknown.isEmpty()) {
                rows.find(Filters.in("_id", unknown))
                        .forEach(document ->
                                held.put(document.getString("_id").getValue(), HeldRow.read(document, mapping)));
            }
        }

        void offer(RecordedEvent event) {
            StreamId stream = event.envelope().stream();
            long sequence = event.envelope().sequence();
            List<String> concerned = rowsOf(event);
            long before = reachedOf(stream);
            if (before < sequence - 1 && !concerned.isEmpty()) {
                long known = Math.max(before, leastApplied(concerned, stream));
                if (known < sequence - 1) {
                    List<RecordedEvent> missing = earlier.between(stream, known + 1, sequence);
                    load(missing);
                    missing.forEach(gap -> fold(gap, rowsOf(gap)));
                }
                before = sequence - 1;
            }
            fold(event, concerned);
            if (before == sequence - 1) {
                reached.put(stream, sequence);
            }
        }

        private void fold(RecordedEvent event, List<String> concerned) {
            StreamId stream = event.envelope().stream();
            long sequence = event.envelope().sequence();
            for (String row : concerned) {
                String id = ViewCollections.rowId(tenant, row);
                HeldRow<R> before = Objects.requireNonNull(held.get(id));
                if (before.appliedOf(stream) >= sequence) {
                    continue;
                }
                try {
                    held.put(id, before.after(projection.apply(before.row(), event, row), stream, sequence));
                } catch (RuntimeException e) {
                    throw new ProjectionFailedException(event, e);
                }
                changed.add(id);
            }
        }

        void write() {
            if (changed.isEmpty()) {
                return;
            }
            List<WriteModel<BsonDocument>> writes = new ArrayList<>(changed.size());
            int inserts = 0;
            for (String id : changed) {
                HeldRow<R> row = Objects.requireNonNull(held.get(id));
                BsonDocument document = row.document(id, tenant.value(), mapping);
                if (row.revision() == 0) {
                    inserts++;
                    writes.add(new InsertOneModel<>(document));
                } else {
                    writes.add(new ReplaceOneModel<>(
                            new BsonDocument("_id", new BsonString(id)).append("rev", new BsonInt64(row.revision())),
                            document));
                }
                held.put(id, row.written());
            }
            try {
                BulkWriteResult result = rows.bulkWrite(writes, UNORDERED);
                if (result.getMatchedCount() != writes.size() - inserts) {
                    throw new RowsChangedException();
                }
            } catch (MongoBulkWriteException e) {
                boolean raced = e.getWriteErrors().stream()
                        .allMatch(error -> ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY);
                throw raced && e.getWriteConcernError() == null ? new RowsChangedException() : e;
            }
        }

        private long reachedOf(StreamId stream) {
            Long now = reached.get(stream);
            return now != null ? now : offered.getOrDefault(stream, -1L);
        }

        private long leastApplied(List<String> concerned, StreamId stream) {
            return concerned.stream()
                    .mapToLong(row -> Objects.requireNonNull(held.get(ViewCollections.rowId(tenant, row)))
                            .appliedOf(stream))
                    .min()
                    .orElse(-1L);
        }

        private List<String> rowsOf(RecordedEvent event) {
            try {
                return projection.rows(event);
            } catch (RuntimeException e) {
                throw new ProjectionFailedException(event, e);
            }
        }
    }

    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private final int limit;

        Recent(int limit) {
            super(16, 0.75f, true);
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
        }
    }
}
