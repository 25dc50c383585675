package dev.symbolon.infra.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.decision.Spent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Spent values in collections by the hour of their own expiry. A collection whose hour is over holds only values that
 * are refused anyway, and is dropped whole.
 */
final class MongoSpent implements Spent {
    private static final String PREFIX = "spent_";
    static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyyMMddHH").withZone(ZoneOffset.UTC);

    /** How far apart the nodes' clocks may be, with much to spare: a value is spent as long as any of them takes it. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Duration LONGEST = Duration.ofHours(48);
    private static final int MOST_TRIES = 3;

    private final Cells cells;
    private final Clock clock;

    MongoSpent(Cells cells, Clock clock) {
        this.cells = cells;
        this.clock = clock;
    }

    @Override
    public boolean spend(TenantId tenant, String kind, String value, Instant expiresAt) {
        Instant now = clock.instant();
        if (expiresAt.isBefore(now.minus(GRACE))) {
            // Its collection may be gone, and with it the knowledge that it was spent.
            return false;
        }
        if (expiresAt.isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("a spent value is remembered for " + LONGEST + " at most");
        }
        return insert(
                cells.of(tenant)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                        .withReadConcern(ReadConcern.MAJORITY)
                        .getCollection(PREFIX + HOUR.format(expiresAt)),
                new Binary(hash(tenant, kind, value)));
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

    private static byte[] hash(TenantId tenant, String kind, String value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(tenant.value(), kind, value)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // Lengths first, so that no two triples run together to the same text.
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops the collections whose hour, and the grace after it, is over. */
    void dropOver() {
        String first = HOUR.format(clock.instant().minus(GRACE));
        for (MongoDatabase cell : cells.all()) {
            List<String> over = new ArrayList<>();
            for (String name : cell.listCollectionNames()) {
                for (String prefix : List.of(PREFIX, MongoShownSecrets.PREFIX)) {
                    if (name.startsWith(prefix) && name.compareTo(prefix + first) < 0) {
                        over.add(name);
                    }
                }
            }
            over.forEach(name -> cell.getCollection(name).drop());
        }
    }
}
