package dev.symbolon.infra.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.decision.Spent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Spent values in collections by the hour of their own expiry. A collection whose hour is over holds only values that
 * are refused anyway, and is dropped whole.
 */
final class MongoSpent implements Spent {
    private static final Duration LONGEST = Duration.ofHours(48);
    private static final int MOST_TRIES = 3;

    private final HourlyCollections collections;

    MongoSpent(Cells cells, Clock clock) {
        this.collections = new HourlyCollections("spent_", cells, clock);
    }

    @Override
    public boolean spend(TenantId tenant, String kind, String value, Instant expiresAt) {
        Instant now = collections.clock().instant();
        if (expiresAt.isBefore(now.minus(HourlyCollections.GRACE))) {
            // Its collection may be gone, and with it the knowledge that it was spent.
            return false;
        }
        if (expiresAt.isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("a spent value is remembered for " + LONGEST + " at most");
        }
        return StoredEventsReader.reading(
                () -> insert(collections.at(tenant, expiresAt), HourlyCollections.id(tenant, kind, value)));
    }

    private static boolean insert(MongoCollection<Document> spent, Binary id) {
        String mark = UUID.randomUUID().toString();
        MongoException last = null;
        for (int i = 0; i < MOST_TRIES; i++) {
            try {
                spent.insertOne(new Document("_id", id).append("by", mark));
                return true;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw new LogUnavailableException("the value can't be spent", e);
                }
                // A try before may have been ours, with its answer lost; the driver tries again by itself, too.
                return bears(spent, id, mark);
            } catch (MongoException e) {
                last = e;
            }
        }
        throw new LogUnavailableException(
                "the value isn't known to be spent", last == null ? new AssertionError() : last);
    }

    private static boolean bears(MongoCollection<Document> spent, Binary id, String mark) {
        Document found = spent.find(Filters.eq("_id", id)).first();
        return found != null && mark.equals(found.getString("by"));
    }

    HourlyCollections collections() {
        return collections;
    }
}
