package dev.symbolon.infra.stream;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Which tenants have a log: one step of the log's index {@code (tenant, clock, _id)} for each. */
final class TenantsInStore {
    private final Cells cells;

    TenantsInStore(Cells cells) {
        this.cells = cells;
    }

    List<TenantId> all() {
        List<TenantId> tenants = new ArrayList<>();
        for (MongoDatabase cell : cells.all()) {
            MongoCollection<Document> commits = cell.getCollection("commits");
            String last = "";
            while (true) {
                Document next = commits.find(Filters.gt("tenant", last))
                        .sort(Sorts.ascending("tenant", "clock", "_id"))
                        .projection(Projections.include("tenant"))
                        .limit(1)
                        .first();
                if (next == null) {
                    break;
                }
                last = next.getString("tenant");
                if (!last.startsWith("~")) {
                    tenants.add(new TenantId(last));
                }
            }
        }
        return tenants;
    }
}
