package dev.symbolon.ports.decision;

import dev.symbolon.core.tenant.TenantId;
import java.util.function.Function;

/** Where a service decides: it reads states, and writes at most one commit. */
public interface Decisions {

    /**
     * Runs a decision on current states. It may run again, up to five times, when what it read turns out to be stale or
     * another writer took a slot first; so it has no effect but its commit. Before it counts, everything it read is known
     * to be current: by the revocation view where that is fresh, by a probe of the store where not, and by the commit's
     * own slots for the streams that it writes.
     *
     * @throws UndecidedException when it is still stale after the last try, or the store can't be reached
     */
    <T> T decide(TenantId tenant, Function<Reading, T> decision);

    /** Reads cached states for something that decides nothing, such as a page's colours. At most as old as the cache. */
    <T> T glance(TenantId tenant, Function<Reading, T> look);

    /**
     * The platform can't decide now; the caller may try again (503). What can't be asked of the log or of the keys is of
     * this kind wherever a service asks, outside a decision too.
     */
    class UndecidedException extends RuntimeException {
        private final boolean told;

        public UndecidedException(String message, Throwable cause) {
            this(message, cause, false);
        }

        /** @param told whether the operator knows the cause already, so that it isn't logged for each request */
        public UndecidedException(String message, Throwable cause, boolean told) {
            super(message, cause);
            this.told = told;
        }

        public boolean told() {
            return told;
        }
    }
}
