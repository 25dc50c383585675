package dev.symbolon.infra.log;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Prompt;
import dev.symbolon.infra.mongo.RefusedWriteException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.conversions.Bson;

/** The collection {@code commits} of one cell. Every query here is served by one of its two indexes. */
final class CommitStore {
    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<CommitDocument> commits;

    /** The same, for what a request waits for. */
    private final MongoCollection<CommitDocument> prompt;

    private final MongoCollection<RawBsonDocument> parts;

    CommitStore(MongoDatabase cell) {
        MongoDatabase careful = cell.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        this.commits = careful.getCollection("commits", CommitDocument.class)
                .withCodecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromCodecs(new CommitDocumentCodec()), cell.getCodecRegistry()));
        this.prompt = Prompt.of(commits);
        this.parts = Prompt.of(careful.getCollection("commits", RawBsonDocument.class));
    }

    void createIndexes() {
        commits.createIndex(Indexes.ascending("slots"), new IndexOptions().unique(true));
        commits.createIndex(Indexes.ascending("tenant", "clock", "_id"));
    }

    /**
     * What became of the documents of one insert, by their indexes; those that neither names are stored.
     *
     * @param taken   another document has a slot or the id
     * @param refusal why the store wrote none of {@code refused}
     */
    record Inserted(BitSet taken, BitSet refused, Optional<RefusedWriteException> refusal) {}

    /**
     * Inserts all that can be inserted.
     *
     * @throws RuntimeException when what became of each isn't known
     */
    Inserted insert(List<CommitDocument> documents) {
        BitSet taken = new BitSet();
        BitSet refused = new BitSet();
        RefusedWriteException refusal = null;
        try {
            prompt.insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            // The error's own count of inserted documents isn't used: not every store counts right after a duplicate.
            if (e.getWriteConcernError() != null) {
                throw e;
            }
            for (BulkWriteError error : e.getWriteErrors()) {
                if (error.getCode() == DUPLICATE_KEY) {
                    taken.set(error.getIndex());
                } else if (RefusedWriteException.is(error.getCode())) {
                    refused.set(error.getIndex());
                    refusal = new RefusedWriteException(error.getCode(), error.getMessage());
                } else {
                    throw e;
                }
            }
        } catch (MongoCommandException e) {
            // The bulk is one command, and was refused as one.
            refusal = RefusedWriteException.in(e).orElseThrow(() -> e);
            refused.set(0, documents.size());
        }
        return new Inserted(taken, refused, Optional.ofNullable(refusal));
    }

    /** The commits and voids that hold any of these slots, without their events. */
    List<Holding> holding(Collection<String> slots) {
        List<Holding> holding = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (RawBsonDocument found :
                parts.find(Filters.in("slots", slots)).projection(Projections.include("kind", "slots"))) {
            Holding one = new Holding(
                    found.getString("_id").getValue(),
                    found.getString("kind").getValue().equals("void"),
                    strings(found));
            // Some stores return a document once for each element that matches.
            if (seen.add(one.id())) {
                holding.add(one);
            }
        }
        return holding;
    }

    /** Who has a slot. */
    record Holding(String id, boolean isVoid, List<String> slots) {
        boolean voidedBy(String voider) {
            return isVoid && id.equals(slots.getLast() + "!" + voider);
        }
    }

    private static List<String> strings(RawBsonDocument found) {
        return found.getArray("slots").stream()
                .map(slot -> slot.asString().getValue())
                .toList();
    }

    /** The commits with a slot of that stream from one sequence up to another, that one excluded. */
    List<CommitDocument> range(String stream, long from, long to) {
        return Prompt.awake(
                () -> distinct(prompt.find(slotsBetween(Slots.bound(stream, from), Slots.bound(stream, to)))));
    }

    /** Those of every tenant with a control event and a later clock, in no order. */
    void control(HybridTime after, Consumer<CommitDocument> each) {
        commits.find(slotsBetween(Slots.controlAfter(after), Slots.CONTROL_END)).forEach(each);
    }

    /** Those of every tenant that make tokens void and have a later clock, in no order. */
    void voiding(HybridTime after, Consumer<CommitDocument> each) {
        commits.find(slotsBetween(Slots.voidingAfter(after), Slots.VOIDING_END)).forEach(each);
    }

    /** Both bounds on one element: apart, each would be met by another slot, and no range of the index would serve. */
    private static Bson slotsBetween(String from, String to) {
        return new Document("slots", new Document("$elemMatch", new Document("$gte", from).append("$lt", to)));
    }

    List<CommitDocument> numbered(WriterEpoch writer, long from, long to) {
        String stream = "~w/" + writer;
        List<CommitDocument> found =
                distinct(commits.find(slotsBetween(Slots.bound(stream, from), Slots.bound(stream, to))));
        found.sort(Comparator.comparingLong(CommitDocument::counter));
        return found;
    }

    List<CommitDocument> withSlots(Collection<String> slots) {
        return Prompt.awake(() -> distinct(prompt.find(Filters.in("slots", slots))));
    }

    private static List<CommitDocument> distinct(Iterable<CommitDocument> found) {
        List<CommitDocument> distinct = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (CommitDocument document : found) {
            if (seen.add(document.id())) {
                distinct.add(document);
            }
        }
        return distinct;
    }

    Set<StreamId> occupied(Collection<String> slots) {
        Set<String> asked = new HashSet<>(slots);
        Set<StreamId> streams = new HashSet<>();
        List<RawBsonDocument> holders = Prompt.awake(() -> parts.find(Filters.in("slots", slots))
                .projection(Projections.include("slots"))
                .into(new ArrayList<>()));
        for (RawBsonDocument found : holders) {
            for (String slot : strings(found)) {
                if (asked.contains(slot)) {
                    streams.add(Slots.streamOf(slot));
                }
            }
        }
        return streams;
    }

    List<CommitDocument> newest(TenantId tenant, int limit) {
        return Prompt.awake(() -> prompt.find(Filters.eq("tenant", tenant.value()))
                .sort(Sorts.descending("tenant", "clock", "_id"))
                .limit(limit)
                .into(new ArrayList<>()));
    }

    /** Two ranges of one index instead of one {@code $or}: each is a plain range in the index's order. */
    List<CommitDocument> after(TenantId tenant, HybridTime clock, String id, int limit) {
        List<CommitDocument> found = new ArrayList<>();
        Bson ofTenant = Filters.eq("tenant", tenant.value());
        found.addAll(page(Filters.and(ofTenant, Filters.eq("clock", clock.value()), Filters.gt("_id", id)), limit));
        if (found.size() < limit) {
            found.addAll(page(Filters.and(ofTenant, Filters.gt("clock", clock.value())), limit - found.size()));
        }
        return found;
    }

    private List<CommitDocument> page(Bson filter, int limit) {
        return Prompt.awake(() -> prompt.find(filter)
                .sort(Sorts.ascending("tenant", "clock", "_id"))
                .limit(limit)
                .into(new ArrayList<>()));
    }
}
