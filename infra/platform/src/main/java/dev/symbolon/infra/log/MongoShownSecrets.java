package dev.symbolon.infra.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.secret.ShownSecrets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/** Shown secrets in collections by the hour in which they expire. */
final class MongoShownSecrets implements ShownSecrets {
    private static final String KIND = "shown";

    private final HourlyCollections collections;

    MongoShownSecrets(Cells cells, Clock clock) {
        this.collections = new HourlyCollections("shown_", cells, clock);
    }

    @Override
    public void keep(TenantId tenant, String name, byte[] sealed, Instant expiresAt) {
        try {
            collections
                    .at(tenant, expiresAt)
                    .insertOne(new Document("_id", HourlyCollections.id(tenant, KIND, name))
                            .append("sealed", new Binary(sealed))
                            .append("until", expiresAt.toEpochMilli()));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw new LogUnavailableException("the secret can't be kept", e);
            }
        } catch (MongoException | CellNotSetException e) {
            throw new LogUnavailableException("the secret can't be kept", e);
        }
    }

    @Override
    public Optional<byte[]> kept(TenantId tenant, String name, Instant expiresAt, Instant now) {
        return StoredEventsReader.reading(() -> found(tenant, name, expiresAt, now));
    }

    private Optional<byte[]> found(TenantId tenant, String name, Instant expiresAt, Instant now) {
        // Kept just before the hour, committed just after: then it is in the one before.
        for (Instant hour : List.of(expiresAt, expiresAt.minus(1, ChronoUnit.HOURS))) {
            Document found = collections
                    .at(tenant, hour)
                    .find(Filters.eq("_id", HourlyCollections.id(tenant, KIND, name)))
                    .first();
            if (found != null && now.toEpochMilli() < found.getLong("until")) {
                return Optional.of(found.get("sealed", Binary.class).getData());
            }
        }
        return Optional.empty();
    }

    HourlyCollections collections() {
        return collections;
    }
}
