package dev.symbolon.ports.log;

import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Every tenant that has a log, a few at a time: for what must be done for those too that nobody uses at the moment. */
@FunctionalInterface
public interface AllTenants {
    /** At most so many, in the order of their ids, after that one; none when it was the last. */
    List<TenantId> after(Optional<TenantId> last, int limit);

    /** Goes through all, as long as the answer is to go on. */
    default void whileEach(Predicate<TenantId> goOn) {
        int some = 100;
        Optional<TenantId> last = Optional.empty();
        List<TenantId> next;
        do {
            next = after(last, some);
            if (!next.stream().allMatch(goOn)) {
                return;
            }
            last = next.isEmpty() ? last : Optional.of(next.getLast());
        } while (next.size() == some);
    }
}
