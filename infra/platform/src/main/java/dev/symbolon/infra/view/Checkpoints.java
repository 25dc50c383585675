package dev.symbolon.infra.view;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.Prompt;
import dev.symbolon.ports.view.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each view of each tenant is: one document per view and tenant, {@code {_id: "<tenant>/<view>", tenant, side,
 * built, reached: {"<writer>~<epoch>": counter}}}. A counter says that the view has every commit of that writer in this
 * tenant up to it; it only rises, and is written after the rows.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private static final WriteConcern JOURNALED = WriteConcern.MAJORITY.withJournal(true);

    /** The document that is written when the journal is to be waited for. */
    private static final String JOURNAL = "journal";

    private static final int WRITERS_KEPT = 200;

    private final Cells cells;

    /** What this process wrote, so that a reader beside the writer needn't ask the store. */
    private final ConcurrentMap<String, Map<String, Long>> local = new ConcurrentHashMap<>();

    /** By cell: whose rows and checkpoints may not be in the journal yet. */
    private final ConcurrentMap<String, Set<TenantId>> unjournaled = new ConcurrentHashMap<>();

    private final Object moved = new Object();

    Checkpoints(Cells cells) {
        this.cells = cells;
    }

    /** @param built whether the view has everything that the log held when its tenant was first met */
    record Checkpoint(Side side, boolean built, Map<String, Long> reached) {
        static final Checkpoint NONE = new Checkpoint(Side.A, false, Map.of());

        boolean has(Position position) {
            return reached.getOrDefault(key(position), -1L) >= position.counter();
        }
    }

    static String key(Position position) {
        return position.writer() + "~" + position.epoch();
    }

    Checkpoint read(View<?> view, TenantId tenant) {
        BsonDocument document = Prompt.of(collection(tenant))
                .find(Filters.eq("_id", id(view, tenant)))
                .first();
        return document == null ? Checkpoint.NONE : checkpoint(document);
    }

    /**
     * The same, for the process that writes it from now on. Each start of a node is a writer of its own: those that were met
     * first are forgotten, long after their last commit.
     */
    Checkpoint open(View<?> view, TenantId tenant) {
        Checkpoint found = read(view, tenant);
        List<String> writers = List.copyOf(found.reached().keySet());
        if (writers.size() > 2 * WRITERS_KEPT) {
            collection(tenant)
                    .updateOne(
                            Filters.eq("_id", id(view, tenant)),
                            Updates.combine(writers.subList(0, writers.size() - WRITERS_KEPT).stream()
                                    .map(writer -> Updates.unset("reached." + writer))
                                    .toList()));
        }
        return found;
    }

    private static Checkpoint checkpoint(BsonDocument document) {
        Map<String, Long> reached = new LinkedHashMap<>();
        document.getDocument("reached", new BsonDocument())
                .forEach((writer, counter) ->
                        reached.put(writer, counter.asNumber().longValue()));
        return new Checkpoint(
                Side.of(document.getString("side").getValue()),
                document.getBoolean("built", BsonBoolean.FALSE).getValue(),
                reached);
    }

    /** Raises the counters of several views of one tenant, in one round trip. */
    void reached(Collection<View<?>> views, TenantId tenant, Map<String, Long> counters) {
        if (counters.isEmpty() || views.isEmpty()) {
            return;
        }
        List<Bson> raised = new ArrayList<>();
        counters.forEach((writer, counter) -> raised.add(Updates.max("reached." + writer, counter)));
        Bson update = Updates.combine(raised);
        List<WriteModel<BsonDocument>> writes = new ArrayList<>();
        views.forEach(view -> writes.add(new UpdateOneModel<>(Filters.eq("_id", id(view, tenant)), update)));
        // Not journaled yet, nor are the rows before it: both are before Kafka hears of it, see journal().
        collection(tenant)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(false))
                .bulkWrite(writes, new BulkWriteOptions().ordered(false));
        wrote(tenant);
        views.forEach(view -> local.merge(id(view, tenant), counters, Checkpoints::higher));
        synchronized (moved) {
            moved.notifyAll();
        }
    }

    /** Rows of the tenant were written; to be called after that, since a journal that is asked for meanwhile may lack them. */
    void wrote(TenantId tenant) {
        unjournaled.compute(cells.nameOf(tenant), (_, written) -> {
            Set<TenantId> all = Optional.ofNullable(written).orElseGet(HashSet::new);
            all.add(tenant);
            return all;
        });
    }

    /**
     * Returns when everything that was written before is in the journal: it keeps the order of writes.
     *
     * @return of whose rows and checkpoints that isn't known, since their cell doesn't answer
     */
    synchronized Set<TenantId> journal() {
        Set<TenantId> unknown = new HashSet<>();
        for (String cell : Set.copyOf(unjournaled.keySet())) {
            Set<TenantId> written = Objects.requireNonNull(unjournaled.remove(cell));
            boolean journaled = false;
            try {
                Objects.requireNonNull(cells.byName().get(cell))
                        .getCollection("checkpoints", BsonDocument.class)
                        .withWriteConcern(JOURNALED)
                        .updateOne(Filters.eq("_id", JOURNAL), Updates.inc("count", 1L), UPSERT);
                journaled = true;
            } catch (MongoException e) {
                LOG.debug("cell {} doesn't say that its journal has the views: {}", cell, e.toString());
                unknown.addAll(written);
            } finally {
                // Whatever failed: who asks again must not be told that there is nothing to wait for.
                if (!journaled) {
                    unjournaled.merge(cell, written, (later, before) -> {
                        later.addAll(before);
                        return later;
                    });
                }
            }
        }
        return unknown;
    }

    /** Makes the checkpoint, or says that the view is built, or from which side it is read from now on. */
    void settle(View<?> view, TenantId tenant, Side side, boolean built) {
        collection(tenant)
                .updateOne(
                        Filters.eq("_id", id(view, tenant)),
                        Updates.combine(
                                Updates.set("tenant", new BsonString(tenant.value())),
                                Updates.set("side", new BsonString(side.label())),
                                Updates.set("built", BsonBoolean.valueOf(built))),
                        UPSERT);
    }

    /** Whether this process wrote a checkpoint that has the position. */
    boolean hasLocally(View<?> view, Position position) {
        Map<String, Long> reached = local.get(id(view, position.tenant()));
        return reached != null && reached.getOrDefault(key(position), -1L) >= position.counter();
    }

    /** Waits until this process writes a checkpoint, or for so long. */
    void awaitMove(long millis) throws InterruptedException {
        synchronized (moved) {
            moved.wait(millis);
        }
    }

    /** The tenant is another process's now. */
    void forget(View<?> view, TenantId tenant) {
        local.remove(id(view, tenant));
    }

    private MongoCollection<BsonDocument> collection(TenantId tenant) {
        return cells.of(tenant).getCollection("checkpoints", BsonDocument.class).withWriteConcern(JOURNALED);
    }

    private static String id(View<?> view, TenantId tenant) {
        return tenant.value() + "/" + ViewCollections.key(view);
    }

    private static Map<String, Long> higher(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> merged = new HashMap<>(before);
        now.forEach((writer, counter) -> merged.merge(writer, counter, Math::max));
        return merged;
    }
}
