package dev.symbolon.infra.revocation;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.decision.Freshness;
import dev.symbolon.ports.revocation.Revocations;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Answers from the table while it is known to be complete. */
final class RevocationView implements Revocations {
    private final RevocationTable table;
    private final Freshness freshness;

    RevocationView(RevocationTable table, Freshness freshness) {
        this.table = table;
        this.freshness = freshness;
    }

    @Override
    public Answer ask(Holder holder, GrantId grant, HybridTime issued) {
        return ask(holder, () -> table.voids(holder, grant, issued));
    }

    @Override
    public Answer askSince(Holder holder, Instant began) {
        return ask(
                holder,
                () -> table.voidedAt(holder)
                        .filter(at -> at.millis() >= began.toEpochMilli())
                        .isPresent());
    }

    @Override
    public HybridTime issuedFrom(Holder holder) {
        return table.above(holder).next();
    }

    private Answer ask(Holder holder, BooleanSupplier isVoid) {
        // What is known to be void stays so. Freshness comes before the look that rests on it.
        if (isVoid.getAsBoolean()) {
            return Answer.VOID;
        }
        if (!freshness.refreshed(holder.tenant())) {
            return Answer.UNKNOWN;
        }
        return isVoid.getAsBoolean() ? Answer.VOID : Answer.STANDS;
    }
}
