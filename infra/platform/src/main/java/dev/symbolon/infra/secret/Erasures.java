package dev.symbolon.infra.secret;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.OncePerCell;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of erasures, kept and backed up with the log and apart from the keys: {@code erasures} in each cell, numbered,
 * {@code {_id: number, tenant, user, at}}, without a user where all of a tenant is destroyed, and {@code {_id: 0, last}}. The key database notes up to which number its keys are
 * destroyed, so that a copy of it from before shows by itself.
 */
final class Erasures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final String JOURNAL = "erasures";
    private static final String MARKS = "erasures_carried_out";
    private static final String LAST = "last";
    private static final String CARRIED_OUT = "carriedOut";
    private static final Bson COUNTER = Filters.eq("_id", 0L);
    private static final int TRIES = 5;

    private final Cells cells;

    /** From before anybody asks for a key. */
    private volatile @Nullable OncePerCell carryingOut;

    Erasures(Cells cells) {
        this.cells = cells;
    }

    /** Notes, durably, that the subject is to be erased; the note's number. */
    long promise(TenantId tenant, UserId subject) {
        return noted(tenant, new Document("user", subject.value()));
    }

    /** Notes, durably, that all of the tenant is to be destroyed; the note's number. */
    long promise(TenantId tenant) {
        return noted(tenant, new Document());
    }

    private long noted(TenantId tenant, Document about) {
        return reached(() -> {
            MongoCollection<Document> journal = journal(cells.of(tenant));
            long number = next(journal);
            Document note = new Document("_id", number).append("tenant", tenant.value());
            note.putAll(about);
            journal.insertOne(note.append("at", Date.from(Instant.now())));
            return number;
        });
    }

    /** The key of that note's subject is destroyed. Left alone if one before isn't known to be: the next start looks. */
    void carriedOut(TenantId tenant, long number) {
        reached(() -> {
            Bson mark = Filters.eq("_id", cells.nameOf(tenant));
            if (number == 1) {
                return marks().updateOne(mark, Updates.max(CARRIED_OUT, 1L), new UpdateOptions().upsert(true));
            }
            return marks().updateOne(
                            Filters.and(mark, Filters.eq(CARRIED_OUT, number - 1)), Updates.set(CARRIED_OUT, number));
        });
    }

    /**
     * Destroys again what an older copy of the keys has brought back; two reads for each cell when there is none. Of the
     * default cell it is done before this returns, of another when that answers.
     *
     * @param destroy    whether the key was alive
     * @param destroyAll how many of the tenant's were
     */
    void carryOut(Predicate<KeyName> destroy, ToIntFunction<TenantId> destroyAll) {
        carryingOut = OncePerCell.begin(cells, "its tenants' keys are given to nobody", cell -> {
            int again = reached(() -> carryOut(cell, destroy, destroyAll));
            if (again > 0) {
                LOG.warn(
                        "{} keys of the erased of cell {} were there, as after a restore; they are destroyed again",
                        again,
                        cell);
            }
        });
    }

    /**
     * Returns when no key of the erased can be there.
     *
     * @throws KeysUnavailableException while the tenant's cell, which would say who is erased, hasn't answered yet, or where
     *                                  this node has no setting for it
     */
    void requireCarriedOut(TenantId tenant) {
        OncePerCell begun = Objects.requireNonNull(carryingOut);
        String cell = reached(() -> cells.nameOf(tenant));
        if (!begun.done(cell)) {
            throw new KeysUnavailableException(
                    "the erased of cell " + cell + " aren't known yet",
                    begun.failure(cell).orElseGet(IllegalStateException::new));
        }
    }

    /** What isn't carried out yet isn't tried again. */
    @Override
    public void close() {
        Optional.ofNullable(carryingOut).ifPresent(OncePerCell::close);
    }

    private int carryOut(String cell, Predicate<KeyName> destroy, ToIntFunction<TenantId> destroyAll) {
        MongoCollection<Document> journal =
                journal(Objects.requireNonNull(cells.byName().get(cell)));
        long last = number(journal.find(COUNTER).first(), LAST);
        MongoCollection<Document> marks = marks();
        long carriedOut = number(marks.find(Filters.eq("_id", cell)).first(), CARRIED_OUT);
        if (last == carriedOut) {
            return 0;
        }
        int destroyed = 0;
        // A mark ahead of the journal is of a log that was restored: its numbers say nothing.
        for (Document note : journal.find(Filters.gt("_id", carriedOut < last ? carriedOut : 0L))
                .sort(Sorts.ascending("_id"))) {
            TenantId tenant = new TenantId(note.getString("tenant"));
            String user = note.getString("user");
            if (user == null) {
                destroyed += destroyAll.applyAsInt(tenant);
            } else {
                destroyed += destroy.test(KeyName.ofSubject(tenant, new UserId(user))) ? 1 : 0;
            }
        }
        marks.updateOne(Filters.eq("_id", cell), Updates.set(CARRIED_OUT, last), new UpdateOptions().upsert(true));
        return destroyed;
    }

    private static long next(MongoCollection<Document> journal) {
        for (int tries = 1; ; tries++) {
            try {
                return number(
                        journal.findOneAndUpdate(
                                COUNTER,
                                Updates.inc(LAST, 1L),
                                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)),
                        LAST);
            } catch (MongoWriteException | MongoCommandException e) {
                // Two made the counter at once: now there is one.
                if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static long number(@Nullable Document document, String field) {
        return document == null ? 0 : document.get(field, 0L);
    }

    private static MongoCollection<Document> journal(MongoDatabase cell) {
        return careful(cell.getCollection(JOURNAL));
    }

    private MongoCollection<Document> marks() {
        return careful(cells.keys().getCollection(MARKS));
    }

    private static MongoCollection<Document> careful(MongoCollection<Document> collection) {
        return collection
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    private static <T> T reached(Supplier<T> action) {
        try {
            return action.get();
        } catch (MongoException | CellNotSetException e) {
            throw new KeysUnavailableException(e);
        }
    }
}
