package dev.symbolon.infra.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.RefusedWriteException;
import dev.symbolon.ports.decision.Decisions.UndecidedException;
import dev.symbolon.ports.decision.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/** What waits, in collections by the hour of its expiry: with an hour at most to live, it is in one of two. */
final class MongoWaiting implements Waiting {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final HourlyCollections collections;

    MongoWaiting(Cells cells, Clock clock) {
        this.collections = new HourlyCollections("waiting_", cells, clock);
    }

    @Override
    public boolean await(TenantId tenant, String kind, String name, String handle, Instant expiresAt) {
        if (expiresAt.isAfter(collections.clock().instant().plus(LONGEST))) {
            throw new IllegalArgumentException("nothing waits for longer than " + LONGEST);
        }
        if (find(tenant, kind, name).isPresent()) {
            return false;
        }
        try {
            collections
                    .at(tenant, expiresAt)
                    .insertOne(new Document("_id", HourlyCollections.id(tenant, kind, name))
                            .append("handle", handle)
                            .append("until", expiresAt.toEpochMilli()));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                // Perhaps our own, with its answer lost: the caller draws another name, and this one waits for nobody.
                return false;
            }
            throw unkept(e);
        } catch (MongoException e) {
            throw unkept(e);
        }
    }

    private static UndecidedException unkept(MongoException why) {
        return new UndecidedException(
                "nothing can be kept waiting",
                why,
                RefusedWriteException.in(why).isPresent());
    }

    @Override
    public Optional<String> find(TenantId tenant, String kind, String name) {
        Instant now = collections.clock().instant();
        Binary id = HourlyCollections.id(tenant, kind, name);
        Optional<Document> found = find(tenant, id, now).or(() -> find(tenant, id, now.plus(LONGEST)));
        return found.filter(it -> now.toEpochMilli() < it.getLong("until")).map(it -> it.getString("handle"));
    }

    private Optional<Document> find(TenantId tenant, Binary id, Instant expiresAt) {
        try {
            return Optional.ofNullable(collections
                    .at(tenant, expiresAt)
                    .find(Filters.eq("_id", id))
                    .first());
        } catch (MongoException e) {
            throw new UndecidedException("what waits can't be read", e);
        }
    }

    HourlyCollections collections() {
        return collections;
    }
}
