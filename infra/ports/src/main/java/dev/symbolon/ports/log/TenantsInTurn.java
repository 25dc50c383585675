package dev.symbolon.ports.log;

import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * A timer's share of all tenants: some at each round, and from the first again after the last. Ten thousand take a hundred
 * rounds, and cost little at each. Of one thread alone.
 */
public final class TenantsInTurn {
    private static final int SHARE = 100;

    private final AllTenants all;
    private Optional<TenantId> last = Optional.empty();

    public TenantsInTurn(AllTenants all) {
        this.all = all;
    }

    /** The following share. */
    public List<TenantId> next() {
        List<TenantId> share = all.after(last, SHARE);
        last = share.size() < SHARE ? Optional.empty() : Optional.of(share.getLast());
        return share;
    }
}
