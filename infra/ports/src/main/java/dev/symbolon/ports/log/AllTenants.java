package dev.symbolon.ports.log;

import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Every tenant that has a log, a few at a time: for what must be done for those too that nobody uses at the moment. */
@FunctionalInterface
public interface AllTenants {
    /**
     * At most so many, in the order of their ids, after that one; none when it was the last. Those whose cell can't be read
     * now are left out, so that the others have what is due to them: a later round meets them.
     */
    List<TenantId> after(Optional<TenantId> last, int limit);

    /** The same for whoever has to have met every one: throws where a cell can't be read. */
    default List<TenantId> everyAfter(Optional<TenantId> last, int limit) {
        return after(last, limit);
    }

    /** Goes through all, as long as the answer is to go on; throws where it can't come to some. */
    default void whileEach(Predicate<TenantId> goOn) {
        int some = 100;
        Optional<TenantId> last = Optional.empty();
        List<TenantId> next;
        do {
            next = everyAfter(last, some);
            if (!next.stream().allMatch(goOn)) {
                return;
            }
            last = next.isEmpty() ? last : Optional.of(next.getLast());
        } while (next.size() == some);
    }
}
