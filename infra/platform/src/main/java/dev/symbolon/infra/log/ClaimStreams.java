package dev.symbolon.infra.log;

import dev.symbolon.core.event.Claim;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitDocument.ClaimEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that are unique: each has a stream of takings and releases, whose last entry tells who holds it. */
final class ClaimStreams {
    private final CommitStore store;

    ClaimStreams(CommitStore store) {
        this.store = store;
    }

    /** The last entry of a claim's stream; sequence −1 and no holder before the first. */
    record Last(long sequence, Optional<String> holder) {
        static final Last NONE = new Last(-1, Optional.empty());
    }

    /** Where a commit's claims go. */
    sealed interface Placement {
        record Placed(List<String> slots) implements Placement {}

        record Held(String kind, String name) implements Placement {}

        /** What is to be given back isn't held by who gives it: the decision knew an older state. */
        record NotHeld() implements Placement {}
    }

    Optional<StreamId> holder(TenantId tenant, String kind, String name) {
        return last(Slots.claimStream(tenant, kind, name)).holder().map(StreamId::parse);
    }

    /**
     * The slots for the commit's claims, in their order.
     *
     * @param guess takes a name to be fresh without looking: the store refuses it if it isn't
     */
    Placement place(NewCommit commit, boolean guess) {
        Map<String, Last> known = new HashMap<>();
        List<String> slots = new ArrayList<>(commit.claims().size());
        for (NewCommit.ClaimChange change : commit.claims()) {
            Claim claim = change.claim();
            String stream = Slots.claimStream(commit.tenant(), claim);
            String holder = change.holder().toString();
            Last last = known.get(stream);
            if (last == null) {
                last = guess && claim instanceof Claim.Taken ? Last.NONE : last(stream);
            }
            Optional<String> after =
                    switch (claim) {
                        case Claim.Taken _ -> Optional.of(holder);
                        case Claim.Released _ -> Optional.empty();
                    };
            if (claim instanceof Claim.Taken && last.holder().isPresent()) {
                return new Placement.Held(claim.kind(), claim.name());
            }
            if (claim instanceof Claim.Released && !last.holder().equals(Optional.of(holder))) {
                return new Placement.NotHeld();
            }
            slots.add(Slots.claim(stream, last.sequence() + 1));
            known.put(stream, new Last(last.sequence() + 1, after));
        }
        return new Placement.Placed(slots);
    }

    /**
     * Finds a stream's end in a number of steps that grows with the logarithm of its length, so that a name taken and
     * given back all day costs its next reader nothing: each step probes at distances of 1, 2, 4, … from the last hit.
     */
    private Last last(String stream) {
        long base = -1;
        Last last = Last.NONE;
        while (true) {
            List<String> probes = new ArrayList<>();
            for (long step = 1; base + step <= Slots.LAST_SEQUENCE; step *= 2) {
                probes.add(Slots.claim(stream, base + step));
            }
            long start = base;
            for (CommitDocument found : store.withSlots(probes)) {
                for (int i = found.events().size(); i < found.slots().size() - 1; i++) {
                    String slot = found.slots().get(i);
                    if (slot.startsWith(stream + "#") && Slots.sequenceOf(slot) > base) {
                        base = Slots.sequenceOf(slot);
                        ClaimEntry entry = found.claims().get(i - found.events().size());
                        last = new Last(base, entry.released() ? Optional.empty() : Optional.of(entry.holder()));
                    }
                }
            }
            // A hit one step on, with the probe two steps on missed, is the end already.
            if (base <= start + 1) {
                return last;
            }
        }
    }

    static List<ClaimEntry> entries(List<NewCommit.ClaimChange> changes) {
        return changes.stream()
                .map(change -> new ClaimEntry(
                        change.claim().kind(),
                        change.claim().name(),
                        change.holder().toString(),
                        change.claim() instanceof Claim.Released))
                .toList();
    }
}
