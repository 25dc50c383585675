package dev.symbolon.infra.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.mongo.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The collection {@code writers}: one document for each writer and epoch, {@code _id} = {@code <writer>/<epoch>}. An
 * epoch's document is its own, so that a writer can begin the next while another node still closes the last.
 */
final class WriterRegister {
    static final String LIVE = "live";
    static final String TAKEN = "taken";
    static final String CLOSED = "closed";

    /** The document that majority writes go to when nothing else is to be written. */
    private static final String PROBE = "probe";

    private final MongoCollection<Document> writers;

    /** The same, for what a request waits for. */
    private final MongoCollection<Document> prompt;

    WriterRegister(MongoDatabase cell) {
        this.writers = cell.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .getCollection("writers");
        this.prompt = Prompt.of(writers);
    }

    /** Another writer as its document shows it. */
    record Registered(WriterEpoch epoch, String state, long heartbeat, long relayed) {
        private Bson asSeen() {
            return Filters.and(
                    Filters.eq("_id", epoch.toString()),
                    Filters.eq("state", state),
                    Filters.eq("heartbeat", heartbeat));
        }
    }

    void createIndexes() {
        writers.createIndex(Indexes.ascending("state"));
    }

    void open(WriterEpoch epoch, HybridTime stable) {
        try {
            writers.insertOne(new Document("_id", epoch.toString())
                    .append("writer", epoch.writer())
                    .append("epoch", epoch.epoch())
                    .append("state", LIVE)
                    .append("heartbeat", 0L)
                    .append("relayed", 0L)
                    .append("stable", stable.value())
                    .append("settled", stable.value()));
        } catch (MongoWriteException e) {
            // The name has a random part: its document is this writer's own, of a try whose answer was lost.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /** Whether the writer is still its own. What it announced once stays: its outbox doesn't always know. */
    boolean beat(WriterEpoch epoch, long relayed, HybridTime stable, HybridTime settled) {
        return writers.updateOne(
                                Filters.and(Filters.eq("_id", epoch.toString()), Filters.eq("state", LIVE)),
                                Updates.combine(
                                        Updates.inc("heartbeat", 1L),
                                        Updates.set("relayed", relayed),
                                        Updates.max("stable", stable.value()),
                                        Updates.max("settled", settled.value())))
                        .getMatchedCount()
                == 1;
    }

    /** Those that may still have something to write or relay. */
    List<Registered> open() {
        List<Registered> found = new ArrayList<>();
        for (Document writer : writers.find(Filters.in("state", LIVE, TAKEN))) {
            found.add(new Registered(
                    new WriterEpoch(writer.getString("writer"), writer.getLong("epoch")),
                    writer.getString("state"),
                    writer.getLong("heartbeat"),
                    writer.getLong("relayed")));
        }
        return found;
    }

    /** What all that may still write or relay have announced, at most {@code limit}. */
    HybridTime stable(HybridTime limit) {
        HybridTime lowest = limit;
        for (Document writer :
                prompt.find(Filters.in("state", LIVE, TAKEN)).projection(Projections.include("stable"))) {
            HybridTime announced = new HybridTime(writer.getLong("stable"));
            lowest = announced.compareTo(lowest) < 0 ? announced : lowest;
        }
        return lowest;
    }

    /**
     * Returns when the primary has shown, after this was called, that the majority still follows it: what is read of it from
     * then on has all that the store acknowledged before.
     */
    void confirmPrimary() {
        prompt.withReadConcern(ReadConcern.LINEARIZABLE)
                .find(Filters.eq("_id", PROBE))
                .first();
    }

    /**
     * At or below which nobody will store anything more, by what the writers have announced; zero where there is no writer. One that was fenced has nothing more to store.
     */
    HybridTime settled() {
        return prompt
                .find(Filters.in("state", LIVE, TAKEN))
                .projection(Projections.include("settled", "fenced"))
                .into(new ArrayList<>())
                .stream()
                .filter(writer -> !writer.getBoolean("fenced", false))
                .map(writer -> new HybridTime(writer.getLong("settled")))
                .min(Comparator.naturalOrder())
                .orElse(HybridTime.ZERO);
    }

    /**
     * What anybody may have taken for settled before now: whoever registers, and asks then, and writes above it only, writes
     * nothing that was taken for impossible.
     *
     * @param most what is further ahead was announced by a clock that is wrong, and counts for nobody
     */
    HybridTime everSettled(HybridTime most) {
        return prompt
                .find(Filters.in("state", LIVE, TAKEN, CLOSED))
                .projection(Projections.include("settled"))
                .into(new ArrayList<>())
                .stream()
                .map(writer -> new HybridTime(writer.getLong("settled")))
                .filter(settled -> settled.compareTo(most) <= 0)
                .max(Comparator.naturalOrder())
                .orElse(HybridTime.ZERO);
    }

    /** Whether nobody did anything with that writer since it was read, so that the caller has it now. */
    boolean take(Registered seen, String by) {
        return writers.updateOne(
                                seen.asSeen(),
                                Updates.combine(
                                        Updates.set("state", TAKEN),
                                        Updates.set("by", by),
                                        Updates.inc("heartbeat", 1L)))
                        .getMatchedCount()
                == 1;
    }

    /** No counter is left that it could store anything under; false when another has taken it over meanwhile. */
    boolean fenced(WriterEpoch epoch, String by) {
        return stillTaken(epoch, by, Updates.set("fenced", true));
    }

    /** A sign of life of who takes a writer over; false when another took it from him. */
    boolean holdOn(WriterEpoch epoch, String by, long relayed) {
        return stillTaken(epoch, by, Updates.set("relayed", relayed));
    }

    private boolean stillTaken(WriterEpoch epoch, String by, Bson change) {
        return writers.updateOne(
                                Filters.and(
                                        Filters.eq("_id", epoch.toString()),
                                        Filters.eq("state", TAKEN),
                                        Filters.eq("by", by)),
                                Updates.combine(Updates.inc("heartbeat", 1L), change))
                        .getMatchedCount()
                == 1;
    }

    void close(WriterEpoch epoch, String from, long relayed) {
        writers.updateOne(
                Filters.and(Filters.eq("_id", epoch.toString()), Filters.eq("state", from)),
                Updates.combine(
                        Updates.set("state", CLOSED),
                        Updates.set("relayed", relayed),
                        Updates.set("closedAt", Date.from(Instant.now()))));
    }

    void forgetClosedBefore(Duration age) {
        writers.deleteMany(Filters.and(
                Filters.eq("state", CLOSED),
                Filters.lt("closedAt", Date.from(Instant.now().minus(age)))));
    }

    /** Returns when the store's majority has this and everything that its primary did before. */
    void majorityWrite() {
        prompt.updateOne(
                Filters.eq("_id", PROBE),
                Updates.combine(Updates.inc("count", 1L), Updates.set("state", PROBE)),
                new UpdateOptions().upsert(true));
    }
}
