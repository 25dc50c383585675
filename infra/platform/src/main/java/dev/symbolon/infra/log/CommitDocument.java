package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one document of {@code commits} holds.
 *
 * @param slots  one for each event, then one for each claim, then the control slot if an event is one, then the voiding
 *               slot likewise, then the writer's
 * @param tenant {@code ~} in a void, which belongs to no tenant
 */
record CommitDocument(
        String id,
        boolean isVoid,
        String tenant,
        List<String> slots,
        long clock,
        WriterEpoch writer,
        long counter,
        byte @Nullable [] requestHash,
        List<ClaimEntry> claims,
        List<StoredEvent> events) {

    static final String NO_TENANT = "~";

    /** A name taken, or given back, by the stream of that text. */
    record ClaimEntry(String kind, String name, String holder, boolean released) {}

    static CommitDocument of(NewCommit commit, List<String> streamAndClaimSlots, WriterEpoch writer, long counter) {
        List<String> slots = new ArrayList<>(streamAndClaimSlots.size() + 3);
        slots.addAll(streamAndClaimSlots);
        if (commit.control()) {
            slots.add(Slots.control(commit.clock(), commit.id()));
        }
        if (commit.voids()) {
            slots.add(Slots.voiding(commit.clock(), commit.id()));
        }
        slots.add(Slots.writer(writer, counter));
        return new CommitDocument(
                commit.id(),
                false,
                commit.tenant().value(),
                slots,
                commit.clock().value(),
                writer,
                counter,
                commit.requestHash().orElse(null),
                ClaimStreams.entries(commit.claims()),
                commit.events());
    }

    /** Takes a counter, so that no commit can have it. The id tells who did: a writer's own voids end nothing. */
    static CommitDocument voiding(WriterEpoch writer, long counter, String voider, HybridTime clock) {
        String slot = Slots.writer(writer, counter);
        return new CommitDocument(
                slot + "!" + voider,
                true,
                NO_TENANT,
                List.of(slot),
                clock.value(),
                writer,
                counter,
                null,
                List.of(),
                List.of());
    }

    String writerSlot() {
        return slots.getLast();
    }

    boolean voidedBy(String voider) {
        return isVoid && id.equals(writerSlot() + "!" + voider);
    }

    Position position() {
        return new Position(new TenantId(tenant), writer.writer(), writer.epoch(), counter);
    }

    StoredCommit stored() {
        return new StoredCommit(id, new TenantId(tenant), new HybridTime(clock), position(), events);
    }
}
