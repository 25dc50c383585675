package dev.symbolon.ports.log;

import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/** Every tenant that has a log, a few at a time: for what must be done for those too that nobody uses at the moment. */
@FunctionalInterface
public interface AllTenants {
    /** At most so many, in the order of their ids, after that one; none when it was the last. */
    List<TenantId> after(Optional<TenantId> last, int limit);
}
