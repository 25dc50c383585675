package dev.symbolon.infra.mongo;

import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** Which database holds a tenant: growth adds cells, and never needs a sharded unique index. */
public interface Cells {
    /** The name of the cell that holds {@code system}, and every tenant registered without another. */
    String DEFAULT = "default";

    /**
     * The cell that the tenant was registered with.
     *
     * @throws CellNotSetException when this node doesn't know where that is
     */
    String nameOf(TenantId tenant);

    /** Every cell by name, the one of {@code system} first. */
    SequencedMap<String, MongoDatabase> byName();

    /** The database of the tenant's log, read models and spent values. */
    default MongoDatabase of(TenantId tenant) {
        return Objects.requireNonNull(byName().get(nameOf(tenant)));
    }

    /** Every cell, the one of {@code system} first. */
    default List<MongoDatabase> all() {
        return List.copyOf(byName().values());
    }

    /** Where keys are kept: apart from the log, to be backed up apart. */
    MongoDatabase keys();
}
