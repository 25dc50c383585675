package dev.symbolon.infra.log;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.Prompt;
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
import org.bson.Document;
import org.bson.types.Binary;

/** Collections by the hour in which their documents expire, each dropped whole when its hour, and a grace, is over. */
record HourlyCollections(String prefix, Cells cells, Clock clock) {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyyMMddHH").withZone(ZoneOffset.UTC);

    /** How far apart the nodes' clocks may be, with much to spare. */
    static final Duration GRACE = Duration.ofHours(1);

    /** Where what expires then is; its writes are durable on a majority when they return. */
    MongoCollection<Document> at(TenantId tenant, Instant expiresAt) {
        return Prompt.of(cells.of(tenant)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .getCollection(prefix + HOUR.format(expiresAt)));
    }

    /** The id of a named thing of a tenant. */
    static Binary id(TenantId tenant, String kind, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(tenant.value(), kind, name)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // Lengths first, so that no two triples run together to the same text.
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return new Binary(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops the cell's collections whose hour, and the grace after it, is over. */
    void dropOver(MongoDatabase cell) {
        String first = prefix + HOUR.format(clock.instant().minus(GRACE));
        List<String> over = new ArrayList<>();
        for (String name : cell.listCollectionNames()) {
            if (name.startsWith(prefix) && name.compareTo(first) < 0) {
                over.add(name);
            }
        }
        over.forEach(name -> cell.getCollection(name).drop());
    }
}
