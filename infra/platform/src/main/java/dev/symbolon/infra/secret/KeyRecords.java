package dev.symbolon.infra.secret;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Prompt;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The keys as they are stored, one document each: {@code {_id, format, wrapped}}, or, once destroyed,
 * {@code {_id, format, destroyedAt}}. Documents are inserted and replaced by tombstones; a tombstone is never replaced,
 * so that no key comes back. A daily key says its {@code day} too, by which retention finds it.
 */
final class KeyRecords {

    /** A key as its document says. */
    sealed interface Stored {
        /** Wrapped by the tenant's key, or, being that, by the master key. */
        record Wrapped(String text) implements Stored {}

        record Tombstone() implements Stored {}
    }

    private static final int FORMAT = 1;
    private static final int TRIES = 5;
    private static final String DAY = "day";

    private final MongoCollection<Document> keys;

    /** The same, for what a request waits for. */
    private final MongoCollection<Document> prompt;

    KeyRecords(MongoDatabase database) {
        keys = database.getCollection("keys")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        prompt = Prompt.of(keys);
    }

    Optional<Stored> find(KeyName name) {
        return reached(() -> read(Prompt.awake(() -> prompt.find(id(name)).first())));
    }

    /** Stores the key unless its name is taken, and answers with what is durably there: this one, or who came first. */
    Stored keepFirst(KeyName name, String wrapped) {
        return reached(() -> {
            try {
                Document record = new Document("_id", name.toString())
                        .append("format", FORMAT)
                        .append("wrapped", wrapped);
                prompt.insertOne(name.kind() == KeyKind.DAY ? record.append(DAY, name.name()) : record);
                return new Stored.Wrapped(wrapped);
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
            }
            // Whoever came first may still be waiting for its majority: a write after it that has one covers both.
            Document landed = prompt.findOneAndUpdate(
                    id(name),
                    Updates.inc("met", 1),
                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
            return read(landed).orElseThrow(() -> new IllegalStateException("key " + name + " was removed meanwhile"));
        });
    }

    /** Puts the tombstone in the key's place, or where it would be. */
    void bury(KeyName name) {
        if (find(name).filter(Stored.Tombstone.class::isInstance).isPresent()) {
            return;
        }
        Document tombstone = new Document("_id", name.toString())
                .append("format", FORMAT)
                .append("destroyedAt", Date.from(Instant.now()));
        for (int tries = 1; ; tries++) {
            try {
                keys.replaceOne(id(name), tombstone, new ReplaceOptions().upsert(true));
                return;
            } catch (MongoWriteException e) {
                // Two upserts, or an upsert and an insert, met where nothing was: now there is something to replace.
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || tries == TRIES) {
                    throw new KeysUnavailableException(e);
                }
            } catch (MongoException e) {
                throw new KeysUnavailableException(e);
            }
        }
    }

    /** A key that there is, or was. */
    record Named(KeyName name, boolean alive) {}

    /** At most so many of the tenant's keys, in the order of their names, after that one. */
    List<Named> of(TenantId tenant, Optional<KeyName> last, int limit) {
        // "0" follows "/", which ends the tenant's part of a name.
        String first = last.map(KeyName::toString).orElse(tenant.value() + "/");
        return reached(() -> keys.find(Filters.and(Filters.gt("_id", first), Filters.lt("_id", tenant.value() + "0")))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(record -> new Named(KeyName.stored(record.getString("_id")), record.getString("wrapped") != null))
                .into(new ArrayList<>()));
    }

    /** Removes the key without a tombstone: a daily one, whose day is over. */
    void remove(KeyName name) {
        reached(() -> keys.deleteMany(Filters.in("_id", List.of(name.toString()))));
    }

    /** Makes what {@link #removeDaysBefore} finds keys by, where it is missing. */
    void createIndexes() {
        reached(() -> keys.createIndex(Indexes.ascending(DAY)));
    }

    /** Removes at most {@code limit} daily keys of days before that one, of whatever tenant; how many there were. */
    int removeDaysBefore(LocalDate day, int limit) {
        return reached(() -> {
            List<String> over = keys.find(Filters.lt(DAY, day.toString()))
                    .projection(Projections.include("_id"))
                    .limit(limit)
                    .map(record -> record.getString("_id"))
                    .into(new ArrayList<>());
            if (!over.isEmpty()) {
                keys.deleteMany(Filters.in("_id", over));
            }
            return over.size();
        });
    }

    private static Optional<Stored> read(@Nullable Document document) {
        if (document == null) {
            return Optional.empty();
        }
        if (document.getInteger("format", 0) != FORMAT) {
            throw new UnreadableSecretException("key " + document.getString("_id") + " is of an unknown format");
        }
        String wrapped = document.getString("wrapped");
        return Optional.of(wrapped == null ? new Stored.Tombstone() : new Stored.Wrapped(wrapped));
    }

    private static org.bson.conversions.Bson id(KeyName name) {
        return Filters.eq("_id", name.toString());
    }

    private static <T> T reached(Supplier<T> action) {
        try {
            return action.get();
        } catch (MongoException e) {
            throw new KeysUnavailableException(e);
        }
    }
}
