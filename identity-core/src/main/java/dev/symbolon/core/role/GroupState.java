package dev.symbolon.core.role;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.GroupEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A group as it stands. */
public record GroupState(TenantId tenant, GroupId group, GroupMetadata metadata, boolean removed) {
    public static final Fold<GroupState, GroupEvent> FOLD =
            new Fold<>(StreamType.GROUP, GroupEvent.class, GroupState.class, 1, GroupState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Group, GroupState> AGGREGATE = new AggregateType<>(Group.class, FOLD, Group::new);

    private static GroupState step(@Nullable GroupState before, GroupEvent event) {
        return switch (event) {
            case GroupEvent.Defined e -> new GroupState(e.tenant(), e.group(), e.metadata(), false);
            case GroupEvent.Changed e -> new GroupState(e.tenant(), e.group(), e.metadata(), false);
            case GroupEvent.Removed e ->
                new GroupState(e.tenant(), e.group(), Objects.requireNonNull(before).metadata, true);
        };
    }
}
