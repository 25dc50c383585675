package dev.symbolon.infra.stream;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.Prompt;
import dev.symbolon.ports.log.AllTenants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which tenants have a log: one step of the log's index {@code (tenant, clock, _id)} for each. */
final class TenantsInStore implements AllTenants {
    private static final Logger LOG = LoggerFactory.getLogger(TenantsInStore.class);

    private final Cells cells;

    /** Cells that couldn't be read when they were asked last, each told of once. */
    private final Set<String> away = ConcurrentHashMap.newKeySet();

    TenantsInStore(Cells cells) {
        this.cells = cells;
    }

    List<TenantId> all() {
        List<TenantId> tenants = new ArrayList<>();
        cells.byName().keySet().forEach(cell -> tenants.addAll(in(cell)));
        return tenants;
    }

    List<TenantId> in(String cell) {
        List<TenantId> tenants = new ArrayList<>();
        add(Objects.requireNonNull(cells.byName().get(cell)), "", Integer.MAX_VALUE, tenants);
        return tenants;
    }

    @Override
    public List<TenantId> after(Optional<TenantId> last, int limit) {
        return first(
                limit,
                cells.byName().keySet().stream()
                        .map(cell -> unlessAway(cell, last, limit))
                        .toList());
    }

    @Override
    public List<TenantId> everyAfter(Optional<TenantId> last, int limit) {
        return first(
                limit,
                cells.byName().keySet().stream()
                        .map(cell -> after(cell, last, limit))
                        .toList());
    }

    private static List<TenantId> first(int limit, List<List<TenantId>> ofCells) {
        return ofCells.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(TenantId::value))
                .limit(limit)
                .toList();
    }

    private List<TenantId> unlessAway(String cell, Optional<TenantId> last, int limit) {
        try {
            List<TenantId> tenants = after(cell, last, limit);
            if (away.remove(cell)) {
                LOG.info("the tenants of cell {} can be listed again", cell);
            }
            return tenants;
        } catch (MongoException e) {
            if (away.add(cell)) {
                LOG.warn(
                        "the tenants of cell {} can't be listed, and are left out until they can: {}",
                        cell,
                        e.toString());
            }
            return List.of();
        }
    }

    private List<TenantId> after(String cell, Optional<TenantId> last, int limit) {
        List<TenantId> tenants = new ArrayList<>();
        add(
                Objects.requireNonNull(cells.byName().get(cell)),
                last.map(TenantId::value).orElse(""),
                limit,
                tenants);
        return tenants;
    }

    private static void add(MongoDatabase cell, String after, int most, List<TenantId> tenants) {
        MongoCollection<Document> commits = Prompt.of(cell.getCollection("commits"));
        String last = after;
        while (tenants.size() < most) {
            Document next = commits.find(Filters.gt("tenant", last))
                    .sort(Sorts.ascending("tenant", "clock", "_id"))
                    .projection(Projections.include("tenant"))
                    .limit(1)
                    .first();
            // Voids belong to nobody, and sort behind every tenant.
            if (next == null || next.getString("tenant").startsWith("~")) {
                return;
            }
            last = next.getString("tenant");
            tenants.add(new TenantId(last));
        }
    }
}
