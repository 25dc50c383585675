package dev.symbolon.ports.decision;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;
import java.util.SequencedMap;

/** Who holds a name that is unique in its tenant. Reads the store, not a cache. */
public interface Claims {
    Optional<StreamId> holder(TenantId tenant, String kind, String name);

    /** What came of a request that counts once; empty when it hasn't come yet. */
    Optional<Earlier> earlier(TenantId tenant, String claim);

    /**
     * An idempotent request's commit.
     *
     * @param hash of what was asked then
     * @param last of each stream that it wrote, in order, its last event there
     */
    record Earlier(String hash, SequencedMap<StreamId, Long> last, Position position) {}

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
