package dev.symbolon.ports.decision;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;

/** Who holds a name that is unique in its tenant. Reads the store, not a cache. */
public interface Claims {
    Optional<StreamId> holder(TenantId tenant, String kind, String name);

    /** A commit lost the race for a name: the decision's author answers with a refusal. */
    final class ClaimTakenException extends RuntimeException {
        private final String kind;

        public ClaimTakenException(String kind) {
            super("the " + kind + " is taken");
            this.kind = kind;
        }

        public String kind() {
            return kind;
        }
    }
}
