package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.ports.decision.Claims;
import java.util.Optional;

/** Asks the log who holds a name. */
final class StoredClaims implements Claims {
    private final CommitLog log;

    StoredClaims(CommitLog log) {
        this.log = log;
    }

    @Override
    public Optional<StreamId> holder(TenantId tenant, String kind, String name) {
        return log.holder(tenant, kind, name);
    }
}
