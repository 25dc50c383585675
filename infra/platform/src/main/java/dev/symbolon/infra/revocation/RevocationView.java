package dev.symbolon.infra.revocation;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.decision.Freshness;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;

/** Answers from the table while it is known to be complete. */
final class RevocationView implements Revocations {
    private final RevocationTable table;
    private final Freshness freshness;
    private final HybridClock clock;

    RevocationView(RevocationTable table, Freshness freshness, HybridClock clock) {
        this.table = table;
        this.freshness = freshness;
        this.clock = clock;
    }

    @Override
    public Answer ask(Holder holder, GrantId grant, HybridTime issued) {
        // What is known to be void stays so. Freshness comes before the look that rests on it.
        if (table.voids(holder, grant, issued)) {
            return Answer.VOID;
        }
        if (!freshness.refreshed()) {
            return Answer.UNKNOWN;
        }
        return table.voids(holder, grant, issued) ? Answer.VOID : Answer.STANDS;
    }

    @Override
    public HybridTime issuing(Holder holder) {
        HybridTime now = clock.now();
        HybridTime above = table.above(holder);
        return now.compareTo(above) > 0 ? now : above.next();
    }
}
