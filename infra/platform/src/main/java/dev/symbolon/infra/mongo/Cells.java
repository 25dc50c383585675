package dev.symbolon.infra.mongo;

import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.CellNames;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/** Which database holds a tenant: growth adds cells, and never needs a sharded unique index. */
public interface Cells extends CellNames {
    /**
     * The cell that the tenant was registered with.
     *
     * @throws CellNotSetException when this node doesn't know where that is
     */
    String nameOf(TenantId tenant);

    /** Every cell by name, the one of {@code system} first. */
    SequencedMap<String, MongoDatabase> byName();

    @Override
    default Set<String> names() {
        return byName().keySet();
    }

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
