package dev.symbolon.infra.view;

import static dev.symbolon.infra.view.ViewsUnavailableException.reading;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.Prompt;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.RegisteredProjections;
import dev.symbolon.ports.view.View;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Read models in MongoDB: what services query, and where the runner opens a tenant's views for writing. */
public final class MongoViews implements Views {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final ViewCollections collections;
    private final Checkpoints checkpoints;
    private final Parking parking;

    public MongoViews(Cells cells) {
        collections = new ViewCollections(cells);
        checkpoints = new Checkpoints(cells);
        parking = new Parking(cells);
    }

    /** Makes what queries and the runner need in that cell. */
    public void prepare(RegisteredProjections registered, MongoDatabase cell) {
        Parking.prepare(cell);
        registered.projections().forEach(projection -> ViewCollections.prepare(cell, projection.view()));
    }

    /** Opens a tenant's views for writing. */
    public TenantViews open(
            TenantId tenant, List<Projection<?>> projections, EarlierEvents earlier, InstantSource clock) {
        return new TenantViews(tenant, projections, collections, checkpoints, parking, earlier, clock);
    }

    /**
     * Returns when all rows and checkpoints that were written before outlive a crash of the store.
     *
     * @return of whose that isn't known, since their cell doesn't answer
     */
    public Set<TenantId> journal() {
        return checkpoints.journal();
    }

    /** The name by which a view is known to operators and in metrics. */
    public static String nameOf(View<?> view) {
        return ViewCollections.key(view);
    }

    public List<ParkedStream> parked(View<?> view, TenantId tenant) {
        return reading(() -> parking.shown(view, checkpoints.read(view, tenant).side(), tenant));
    }

    /** Whether the view has a commit, as its checkpoint stands now. */
    public Predicate<Position> reached(View<?> view, TenantId tenant) {
        return checkpoints.read(view, tenant)::has;
    }

    /** Whether this process has brought the commit into the view, as far as it remembers. */
    public boolean wrote(View<?> view, Position position) {
        return checkpoints.hasLocally(view, position);
    }

    /** Deletes live rows with these values whose sort field is below that, the lowest first; returns how many. */
    public int prune(View<?> view, TenantId tenant, Map<String, String> equal, String sort, long below, int most) {
        MongoCollection<BsonDocument> rows =
                collections.of(view, tenant, checkpoints.read(view, tenant).side());
        String sorted = "row." + sort;
        List<Bson> old = new ArrayList<>();
        old.add(Filters.eq("tenant", tenant.value()));
        equal.forEach((field, value) -> old.add(Filters.eq("row." + field, value)));
        old.add(Filters.lt(sorted, below));
        List<BsonValue> ids = rows.find(Filters.and(old))
                .sort(Sorts.ascending(sorted, "_id"))
                .projection(Projections.include("_id"))
                .limit(most)
                .map(document -> document.get("_id"))
                .into(new ArrayList<>());
        return ids.isEmpty() ? 0 : (int) rows.deleteMany(Filters.in("_id", ids)).getDeletedCount();
    }

    /** Streams that any of these views has stopped following, of all tenants. */
    public long parkedCount() {
        return parking.count();
    }

    public ViewHash hash(View<?> view, TenantId tenant) {
        return fromLive(view, tenant, rows -> ViewHash.of(rows, tenant));
    }

    @Override
    public <R extends Record> Optional<R> row(View<R> view, TenantId tenant, String id) {
        BsonDocument document = fromLive(
                view,
                tenant,
                rows -> Prompt.of(rows)
                        .find(Filters.eq("_id", ViewCollections.rowId(tenant, id)))
                        .first());
        return Optional.ofNullable(document).map(found -> row(view, found));
    }

    @Override
    public <R extends Record> Page<R> find(View<R> view, TenantId tenant, ViewQuery query) {
        BoundQuery<R> bound = BoundQuery.of(view, tenant, query);
        String sorted = "row." + query.sort();
        List<BsonDocument> found = fromLive(
                view,
                tenant,
                rows -> Prompt.of(rows)
                        .find(bound.filter())
                        .sort(query.newestFirst() ? Sorts.descending(sorted, "_id") : Sorts.ascending(sorted, "_id"))
                        .limit(query.limit() + 1)
                        .into(new ArrayList<>()));
        boolean more = found.size() > query.limit();
        List<BsonDocument> page = more ? found.subList(0, query.limit()) : found;
        return new Page<>(
                page.stream().map(document -> row(view, document)).toList(),
                more ? Optional.of(bound.cursorAfter(page.getLast())) : Optional.empty());
    }

    @Override
    public boolean await(View<?> view, Position position) {
        long started = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            if (checkpoints.hasLocally(view, position)
                    || reading(() -> checkpoints.read(view, position.tenant())).has(position)) {
                return true;
            }
            if (System.nanoTime() - started > PATIENCE_NANOS) {
                return false;
            }
            try {
                checkpoints.awaitMove(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    /** A rebuild that ends during the query clears the rows that were read: then the query is put again. */
    private <T extends @Nullable Object> T fromLive(
            View<?> view, TenantId tenant, Function<MongoCollection<BsonDocument>, T> query) {
        return reading(() -> {
            Side side = checkpoints.read(view, tenant).side();
            while (true) {
                T found = query.apply(collections.of(view, tenant, side));
                Side now = checkpoints.read(view, tenant).side();
                if (now == side) {
                    return found;
                }
                side = now;
            }
        });
    }

    private static <R extends Record> R row(View<R> view, BsonDocument document) {
        return RowMapping.of(view.row()).fromBson(document.getDocument("row"));
    }
}
