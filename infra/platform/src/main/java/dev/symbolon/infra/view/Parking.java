package dev.symbolon.infra.view;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.EachCell;
import dev.symbolon.infra.mongo.Prompt;
import dev.symbolon.ports.view.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.conversions.Bson;

/** Which streams are parked, of which view and side: the collection {@code parked}, by reason and place. */
final class Parking {
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final int REASON_LENGTH = 500;
    private static final int SHOWN = 500;

    private final Cells cells;
    private final EachCell counted;

    Parking(Cells cells) {
        this.cells = cells;
        this.counted = new EachCell(cells, "its parked streams aren't counted");
    }

    static void prepare(MongoDatabase cell) {
        cell.getCollection("parked").createIndex(Indexes.ascending("tenant", "view"));
    }

    /** The sequence at which each of them stopped. */
    Map<StreamId, Long> streams(View<?> view, Side side, TenantId tenant) {
        Map<StreamId, Long> streams = new HashMap<>();
        collection(tenant)
                .find(of(view, side, tenant))
                .forEach(document -> streams.put(
                        StreamId.parse(document.getString("stream").getValue()),
                        document.getNumber("sequence").longValue()));
        return streams;
    }

    List<ParkedStream> shown(View<?> view, Side side, TenantId tenant) {
        return Prompt.of(collection(tenant))
                .find(of(view, side, tenant))
                .limit(SHOWN)
                .map(document -> new ParkedStream(
                        ViewCollections.key(view),
                        StreamId.parse(document.getString("stream").getValue()),
                        document.getNumber("sequence").longValue(),
                        document.getString("reason").getValue(),
                        Instant.ofEpochMilli(document.getDateTime("since").getValue())))
                .into(new ArrayList<>());
    }

    /** Of all cells that answer. */
    long count() {
        return counted.ask((_, cell) -> Prompt.of(cell.getCollection("parked")).estimatedDocumentCount()).stream()
                .mapToLong(count -> count)
                .sum();
    }

    void park(View<?> view, Side side, StreamId stream, long sequence, String reason, Instant now) {
        String id = id(view, side, stream);
        collection(stream.tenant())
                .replaceOne(
                        Filters.eq("_id", id),
                        new BsonDocument("_id", new BsonString(id))
                                .append("tenant", new BsonString(stream.tenant().value()))
                                .append("view", new BsonString(name(view, side)))
                                .append("stream", new BsonString(stream.toString()))
                                .append("sequence", new BsonInt64(sequence))
                                .append("reason", new BsonString(shortened(reason)))
                                .append("since", new BsonDateTime(now.toEpochMilli())),
                        UPSERT);
    }

    void release(View<?> view, Side side, StreamId stream) {
        collection(stream.tenant()).deleteOne(Filters.eq("_id", id(view, side, stream)));
    }

    void releaseAll(View<?> view, Side side, TenantId tenant) {
        collection(tenant).deleteMany(of(view, side, tenant));
    }

    private MongoCollection<BsonDocument> collection(TenantId tenant) {
        return cells.of(tenant).getCollection("parked", BsonDocument.class);
    }

    private static Bson of(View<?> view, Side side, TenantId tenant) {
        return Filters.and(Filters.eq("tenant", tenant.value()), Filters.eq("view", name(view, side)));
    }

    private static String id(View<?> view, Side side, StreamId stream) {
        return name(view, side) + "/" + stream;
    }

    private static String name(View<?> view, Side side) {
        return ViewCollections.key(view) + "-" + side.label();
    }

    private static String shortened(String reason) {
        return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH);
    }
}
