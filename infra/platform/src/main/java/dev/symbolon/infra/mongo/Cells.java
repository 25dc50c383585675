package dev.symbolon.infra.mongo;

import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;

/** Which database holds a tenant: growth adds cells, and never needs a sharded unique index. */
public interface Cells {
    /** The database of the tenant's log, read models and spent values. */
    MongoDatabase of(TenantId tenant);

    /** Every cell, the one of {@code system} first. */
    List<MongoDatabase> all();

    /** Where keys are kept: apart from the log, to be backed up apart. */
    MongoDatabase keys();
}
