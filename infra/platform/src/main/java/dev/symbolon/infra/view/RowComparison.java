package dev.symbolon.infra.view;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bson.BsonDocument;

/**
 * A tenant's rows of one side against those of the other. Both may be written meanwhile: what differed is looked at again
 * once nothing moves, and what was equal gets the same events on both sides.
 */
final class RowComparison {
    static final int MOST = 10_000;
    private static final int PAGE = 500;

    private final TenantId tenant;
    private final MongoCollection<BsonDocument> live;
    private final MongoCollection<BsonDocument> rebuilt;
    private final Set<String> different = new HashSet<>();
    private long rows;

    RowComparison(TenantId tenant, MongoCollection<BsonDocument> live, MongoCollection<BsonDocument> rebuilt) {
        this.tenant = tenant;
        this.live = live;
        this.rebuilt = rebuilt;
    }

    /** All rows of both sides, page by page. */
    void all() {
        different.clear();
        rows = each(rebuilt, page -> note(page, read(live, page.keySet())));
        each(live, page -> note(page, read(rebuilt, page.keySet())));
    }

    /** Again what differed; to be called while neither side is written. */
    void settle() {
        List<String> asked = List.copyOf(different);
        different.clear();
        for (int from = 0; from < asked.size(); from += PAGE) {
            List<String> ids = asked.subList(from, Math.min(asked.size(), from + PAGE));
            Map<String, BsonDocument> one = read(live, ids);
            Map<String, BsonDocument> other = read(rebuilt, ids);
            ids.stream()
                    .filter(id -> !Objects.equals(one.get(id), other.get(id)))
                    .forEach(different::add);
        }
    }

    long rows() {
        return rows;
    }

    /** Row ids without the tenant. */
    Set<String> different() {
        Set<String> ids = new TreeSet<>();
        different.forEach(id -> ids.add(id.substring(tenant.value().length() + 1)));
        return ids;
    }

    private void note(Map<String, BsonDocument> page, Map<String, BsonDocument> other) {
        page.forEach((id, content) -> {
            if (different.size() < MOST && !content.equals(other.get(id))) {
                different.add(id);
            }
        });
    }

    private long each(MongoCollection<BsonDocument> rows, Consumer<Map<String, BsonDocument>> page) {
        Map<String, BsonDocument> read = new HashMap<>();
        long count = 0;
        try (MongoCursor<BsonDocument> cursor =
                rows.find(Filters.eq("tenant", tenant.value())).batchSize(PAGE).iterator()) {
            while (cursor.hasNext()) {
                BsonDocument document = cursor.next();
                read.put(document.getString("_id").getValue(), content(document));
                count++;
                if (read.size() == PAGE) {
                    page.accept(read);
                    read.clear();
                }
            }
        }
        page.accept(read);
        return count;
    }

    private static Map<String, BsonDocument> read(MongoCollection<BsonDocument> rows, Collection<String> ids) {
        Map<String, BsonDocument> read = new HashMap<>();
        if (!ids.isEmpty()) {
            rows.find(Filters.in("_id", new ArrayList<>(ids)))
                    .forEach(document -> read.put(document.getString("_id").getValue(), content(document)));
        }
        return read;
    }

    /** What counts: the row and what it has applied. How often it was written depends on the batches. */
    private static BsonDocument content(BsonDocument document) {
        return new BsonDocument("row", document.get("row"))
                .append("applied", document.getDocument("applied", new BsonDocument()));
    }
}
