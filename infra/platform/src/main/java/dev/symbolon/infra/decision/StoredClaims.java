package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.IdempotentRequest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

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

    @Override
    public Optional<Earlier> earlier(TenantId tenant, String claim) {
        return log.claiming(tenant, IdempotentRequest.CLAIM, claim).map(found -> {
            SequencedMap<StreamId, Long> last = new LinkedHashMap<>();
            found.commit().events().forEach(event -> last.put(event.stream(), event.sequence()));
            String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(found.requestHash());
            return new Earlier(hash, last, found.commit().position());
        });
    }
}
