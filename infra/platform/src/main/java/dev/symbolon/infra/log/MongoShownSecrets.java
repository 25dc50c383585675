package dev.symbolon.infra.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.secret.ShownSecrets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/** Shown secrets in collections by the hour in which they expire, dropped whole like those of spent values. */
final class MongoShownSecrets implements ShownSecrets {
    static final String PREFIX = "shown_";

    private final Cells cells;

    MongoShownSecrets(Cells cells) {
        this.cells = cells;
    }

    @Override
    public void keep(TenantId tenant, String name, byte[] sealed, Instant expiresAt) {
        try {
            of(tenant, expiresAt)
                    .insertOne(new Document("_id", id(tenant, name))
                            .append("sealed", new Binary(sealed))
                            .append("expires", Date.from(expiresAt)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw new LogUnavailableException("the secret can't be kept", e);
            }
        } catch (MongoException e) {
            throw new LogUnavailableException("the secret can't be kept", e);
        }
    }

    @Override
    public Optional<byte[]> kept(TenantId tenant, String name, Instant expiresAt, Instant now) {
        // Kept just before the hour, committed just after: then it is in the one before.
        for (Instant hour : List.of(expiresAt, expiresAt.minus(1, ChronoUnit.HOURS))) {
            Document found =
                    of(tenant, hour).find(Filters.eq("_id", id(tenant, name))).first();
            if (found != null && now.isBefore(found.getDate("expires").toInstant())) {
                return Optional.of(found.get("sealed", Binary.class).getData());
            }
        }
        return Optional.empty();
    }

    private MongoCollection<Document> of(TenantId tenant, Instant expiresAt) {
        return cells.of(tenant)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .getCollection(PREFIX + MongoSpent.HOUR.format(expiresAt));
    }

    private static String id(TenantId tenant, String name) {
        return tenant.value() + "/" + name;
    }
}
