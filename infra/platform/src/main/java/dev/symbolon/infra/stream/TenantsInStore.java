package dev.symbolon.infra.stream;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.EachCell;
import dev.symbolon.infra.mongo.Prompt;
import dev.symbolon.ports.log.AllTenants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/** Which tenants have a log: one step of the log's index {@code (tenant, clock, _id)} for each. */
final class TenantsInStore implements AllTenants {
    private final Cells cells;
    private final EachCell listed;

    TenantsInStore(Cells cells) {
        this.cells = cells;
        this.listed = new EachCell(cells, "its tenants are left out of lists");
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
        return first(limit, listed.ask((_, cell) -> after(cell, last, limit)));
    }

    @Override
    public List<TenantId> everyAfter(Optional<TenantId> last, int limit) {
        return first(
                limit,
                cells.all().stream().map(cell -> after(cell, last, limit)).toList());
    }

    private static List<TenantId> first(int limit, List<List<TenantId>> ofCells) {
        return ofCells.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(TenantId::value))
                .limit(limit)
                .toList();
    }

    private static List<TenantId> after(MongoDatabase cell, Optional<TenantId> last, int limit) {
        List<TenantId> tenants = new ArrayList<>();
        add(cell, last.map(TenantId::value).orElse(""), limit, tenants);
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
