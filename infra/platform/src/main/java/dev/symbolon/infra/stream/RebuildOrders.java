package dev.symbolon.infra.stream;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.EachCell;
import dev.symbolon.infra.mongo.Prompt;
import dev.symbolon.ports.view.Rebuilds.Compared;
import dev.symbolon.ports.view.Rebuilds.Phase;
import dev.symbolon.ports.view.Rebuilds.Purpose;
import dev.symbolon.ports.view.Rebuilds.Rebuild;
import dev.symbolon.ports.view.Rebuilds.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The collection {@code rebuilds}: the last rebuild of each view and tenant, as ordered and as far as it has come. Every
 * change names the phases that it may follow, so that an order and the work can't overtake each other.
 */
final class RebuildOrders {
    private static final int LONGEST_FAILURE = 300;

    private final Cells cells;
    private final EachCell looked;
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();

    RebuildOrders(Cells cells) {
        this.cells = cells;
        this.looked = new EachCell(cells, "rebuilds of its views wait");
    }

    /**
     * One order.
     *
     * @param side  the side that it fills; empty until somebody has begun
     * @param sweep whether rows of a cancelled one are still to be dropped
     * @param offset where it goes on reading Kafka, if that is its source
     */
    record Stored(Rebuild rebuild, HybridTime reached, Optional<String> side, boolean sweep, long offset) {}

    List<Stored> of(TenantId tenant, Collection<String> views) {
        List<String> ids = views.stream().map(view -> id(tenant, view)).toList();
        List<Stored> found = new ArrayList<>();
        collection(tenant).find(Filters.in("_id", ids)).forEach(document -> found.add(read(document)));
        return found;
    }

    /** What isn't over, and what is to be swept, in every cell that answers: a handful. */
    List<Stored> open() {
        return looked
                .ask((name, cell) -> {
                    prepare(name, cell);
                    return collection(cell)
                            .find(Filters.eq("open", true))
                            .map(RebuildOrders::read)
                            .into(new ArrayList<>());
                })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private void prepare(String name, MongoDatabase cell) {
        if (!prepared.contains(name)) {
            collection(cell).createIndex(new Document("open", 1));
            prepared.add(name);
        }
    }

    /** The order as it was taken, before anybody began; empty while another one is under way. */
    Optional<Stored> order(
            TenantId tenant, String view, Purpose purpose, Source source, long offset, Instant first, Instant now) {
        Document order = new Document("_id", id(tenant, view))
                .append("tenant", tenant.value())
                .append("view", view)
                .append("purpose", purpose.name())
                .append("source", source.name())
                .append("offset", offset)
                .append("phase", Phase.WAITING.name())
                .append("open", true)
                .append("reached", 0L)
                .append("commits", 0L)
                .append("first", first.toEpochMilli())
                .append("ordered", now.toEpochMilli())
                .append("changed", now.toEpochMilli());
        Bson over = Filters.and(self(tenant, view), Filters.eq("open", false));
        if (collection(tenant).replaceOne(over, order).getMatchedCount() > 0) {
            return Optional.of(read(order));
        }
        try {
            collection(tenant).insertOne(order);
            return Optional.of(read(order));
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The rebuild as this step left it, whatever follows at once; empty if it was in none of these phases. */
    Optional<Stored> move(TenantId tenant, String view, Collection<Phase> from, Phase to, Instant now) {
        Bson step = Updates.combine(
                Updates.set("phase", to.name()),
                // A cancelled one is open until its rows are gone.
                Updates.set("open", to != Phase.DONE),
                Updates.set("changed", now.toEpochMilli()));
        FindOneAndUpdateOptions after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        return Optional.ofNullable(collection(tenant).findOneAndUpdate(in(tenant, view, from), step, after))
                .map(RebuildOrders::read);
    }

    boolean began(TenantId tenant, String view, String side, Instant now) {
        return update(
                tenant,
                view,
                List.of(Phase.WAITING, Phase.RUNNING, Phase.FINISHING),
                Updates.combine(
                        Updates.set("phase", Phase.RUNNING.name()),
                        Updates.set("side", side),
                        Updates.set("changed", now.toEpochMilli())));
    }

    /** Whether it still runs; otherwise somebody has stopped it. */
    boolean passed(TenantId tenant, String view, HybridTime reached, long offset, long commits, Instant now) {
        return update(
                tenant,
                view,
                List.of(Phase.RUNNING, Phase.FINISHING),
                Updates.combine(
                        Updates.set("reached", reached.value()),
                        Updates.set("offset", offset),
                        Updates.set("commits", commits),
                        Updates.unset("failure"),
                        Updates.set("changed", now.toEpochMilli())));
    }

    /** From now on it reads the store, from the beginning; whether it still runs. */
    boolean fellBack(TenantId tenant, String view, String why, Instant now) {
        return update(
                tenant,
                view,
                List.of(Phase.RUNNING),
                Updates.combine(
                        Updates.set("source", Source.STORE.name()),
                        Updates.set("fellBack", shortened(why)),
                        Updates.set("reached", 0L),
                        Updates.set("changed", now.toEpochMilli())));
    }

    /** To be kept before it counts: what comes after it may be interrupted. */
    void compared(TenantId tenant, String view, Compared compared, Instant now) {
        update(
                tenant,
                view,
                List.of(Phase.FINISHING),
                Updates.combine(
                        Updates.set("rows", compared.rows()),
                        Updates.set("different", compared.different()),
                        Updates.set("examples", compared.examples()),
                        Updates.set("changed", now.toEpochMilli())));
    }

    /** With what it compared, which is kept already. */
    void done(TenantId tenant, String view, Instant now) {
        update(
                tenant,
                view,
                List.of(Phase.values()),
                Updates.combine(
                        Updates.set("phase", Phase.DONE.name()),
                        Updates.set("open", false),
                        Updates.unset("failure"),
                        Updates.set("changed", now.toEpochMilli())));
    }

    void swept(TenantId tenant, String view) {
        update(tenant, view, List.of(Phase.CANCELLED), Updates.set("open", false));
    }

    void failed(TenantId tenant, String view, String why, Instant now) {
        update(
                tenant,
                view,
                List.of(Phase.values()),
                Updates.combine(Updates.set("failure", shortened(why)), Updates.set("changed", now.toEpochMilli())));
    }

    private static String shortened(String why) {
        return why.substring(0, Math.min(why.length(), LONGEST_FAILURE));
    }

    private boolean update(TenantId tenant, String view, Collection<Phase> from, Bson change) {
        return collection(tenant).updateOne(in(tenant, view, from), change).getMatchedCount() > 0;
    }

    private static Bson in(TenantId tenant, String view, Collection<Phase> phases) {
        return Filters.and(
                self(tenant, view),
                Filters.in("phase", phases.stream().map(Phase::name).toList()));
    }

    private static Stored read(Document document) {
        HybridTime reached = new HybridTime(document.getLong("reached"));
        Phase phase = Phase.valueOf(document.getString("phase"));
        Instant first = Instant.ofEpochMilli(document.getLong("first"));
        Instant ordered = Instant.ofEpochMilli(document.getLong("ordered"));
        boolean begun = !reached.equals(HybridTime.ZERO);
        Rebuild rebuild = new Rebuild(
                new TenantId(document.getString("tenant")),
                document.getString("view"),
                Purpose.valueOf(document.getString("purpose")),
                phase,
                phase == Phase.DONE ? 1 : begun ? share(first, ordered, reached.instant()) : 0,
                begun ? Optional.of(reached.instant()) : Optional.empty(),
                document.getLong("commits"),
                ordered,
                Instant.ofEpochMilli(document.getLong("changed")),
                document.containsKey("rows")
                        ? Optional.of(new Compared(
                                document.getLong("rows"),
                                document.getLong("different"),
                                document.getList("examples", String.class)))
                        : Optional.empty(),
                Optional.ofNullable(document.getString("failure")),
                Source.valueOf(document.get("source", Source.STORE.name())),
                Optional.ofNullable(document.getString("fellBack")));
        return new Stored(
                rebuild,
                reached,
                Optional.ofNullable(document.getString("side")),
                phase == Phase.CANCELLED && document.getBoolean("open", false),
                document.get("offset", 0L));
    }

    private static double share(Instant first, Instant ordered, Instant reached) {
        double whole = Math.max(1, ordered.toEpochMilli() - first.toEpochMilli());
        return Math.clamp((reached.toEpochMilli() - first.toEpochMilli()) / whole, 0, 1);
    }

    private MongoCollection<Document> collection(TenantId tenant) {
        return collection(cells.of(tenant));
    }

    private static MongoCollection<Document> collection(MongoDatabase cell) {
        return Prompt.of(cell.getCollection("rebuilds").withWriteConcern(WriteConcern.MAJORITY.withJournal(true)));
    }

    private static Bson self(TenantId tenant, String view) {
        return Filters.eq("_id", id(tenant, view));
    }

    private static String id(TenantId tenant, String view) {
        return tenant.value() + "/" + view;
    }
}
