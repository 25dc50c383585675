package dev.symbolon.infra.view;

import dev.symbolon.core.stream.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way from one state to the next.
 *
 * @param revision 0 when the store hasn't got it yet; a write names the one that it replaces
 * @param applied  the last sequence applied, by stream ({@code type/id}: the tenant is the row's)
 */
record HeldRow<R extends Record>(@Nullable R row, long revision, Map<String, Long> applied) {

    static <R extends Record> HeldRow<R> absent() {
        return new HeldRow<>(null, 0, Map.of());
    }

    static <R extends Record> HeldRow<R> read(BsonDocument document, RowMapping<R> mapping) {
        Map<String, Long> applied = new HashMap<>();
        document.getDocument("applied")
                .forEach((stream, sequence) ->
                        applied.put(stream, sequence.asNumber().longValue()));
        return new HeldRow<>(
                mapping.fromBson(document.getDocument("row")),
                document.getNumber("rev").longValue(),
                Map.copyOf(applied));
    }

    long appliedOf(StreamId stream) {
        return applied.getOrDefault(key(stream), -1L);
    }

    HeldRow<R> after(R next, StreamId stream, long sequence) {
        Map<String, Long> further = new HashMap<>(applied);
        further.put(key(stream), sequence);
        return new HeldRow<>(next, revision, Map.copyOf(further));
    }

    HeldRow<R> written() {
        return new HeldRow<>(row, revision + 1, applied);
    }

    BsonDocument document(String id, String tenant, RowMapping<R> mapping) {
        if (row == null) {
            throw new IllegalStateException("a row without content");
        }
        BsonDocument sequences = new BsonDocument();
        // Sorted, so that equal rows are equal bytes.
        new TreeMap<>(applied).forEach((stream, sequence) -> sequences.append(stream, new BsonInt64(sequence)));
        return new BsonDocument("_id", new BsonString(id))
                .append("tenant", new BsonString(tenant))
                .append("rev", new BsonInt64(revision + 1))
                .append("applied", sequences)
                .append("row", mapping.toBson(row));
    }

    private static String key(StreamId stream) {
        return stream.type().label() + "/" + stream.id();
    }
}
