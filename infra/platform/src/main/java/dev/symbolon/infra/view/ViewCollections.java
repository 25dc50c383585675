package dev.symbolon.infra.view;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * Where a view's rows are: {@code view_<name>_v<version>_<side>} in the tenant's cell, one document per row,
 * {@code {_id: "<tenant>/<row id>", tenant, rev, applied: {"<type>/<id>": sequence}, row: {…}}}.
 */
final class ViewCollections {
    private static final int CLEARED_AT_ONCE = 1_000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final Cells cells;

    ViewCollections(Cells cells) {
        this.cells = cells;
    }

    static String key(View<?> view) {
        if (!NAME.matcher(view.name()).matches()) {
            throw new IllegalArgumentException("a view's name is a-z, 0-9 and hyphens");
        }
        return view.name() + "-v" + view.version();
    }

    static String rowId(TenantId tenant, String row) {
        return tenant.value() + "/" + row;
    }

    MongoCollection<BsonDocument> of(View<?> view, TenantId tenant, Side side) {
        return of(cells.of(tenant), view, side);
    }

    /** Drops a tenant's rows of one side, some at a time: no single answer of the store takes long, however many there are. */
    void clear(View<?> view, TenantId tenant, Side side) {
        MongoCollection<BsonDocument> rows = of(view, tenant, side);
        List<BsonValue> ids = new ArrayList<>(CLEARED_AT_ONCE);
        try (MongoCursor<BsonDocument> all = rows.find(Filters.eq("tenant", tenant.value()))
                .projection(Projections.include("_id"))
                .batchSize(CLEARED_AT_ONCE)
                .iterator()) {
            while (all.hasNext()) {
                ids.add(all.next().get("_id"));
                if (ids.size() == CLEARED_AT_ONCE || !all.hasNext()) {
                    rows.deleteMany(Filters.in("_id", ids));
                    ids.clear();
                }
            }
        }
    }

    /** Makes the indexes of both sides in a cell; those that are there are left as they are. */
    static void prepare(MongoDatabase cell, View<?> view) {
        for (Side side : Side.values()) {
            MongoCollection<BsonDocument> rows = of(cell, view, side);
            view.indexes().forEach(index -> rows.createIndex(keys(index)));
        }
    }

    private static MongoCollection<BsonDocument> of(MongoDatabase cell, View<?> view, Side side) {
        // Rows needn't wait for the journal: what is told to Kafka does, and a journal keeps the order of writes.
        return cell.getCollection("view_" + key(view).replace('-', '_') + "_" + side.label(), BsonDocument.class)
                .withWriteConcern(WriteConcern.W1);
    }

    private static Bson keys(View.Index index) {
        List<String> fields = new ArrayList<>();
        fields.add("tenant");
        index.equal().forEach(field -> fields.add("row." + field));
        fields.add("row." + index.sort());
        fields.add("_id");
        return Indexes.ascending(fields);
    }
}
