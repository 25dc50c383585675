package dev.symbolon.core.role;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.RoleEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A role as it stands. */
public record RoleState(TenantId tenant, RoleId role, RoleMetadata metadata, boolean removed) {
    public static final Fold<RoleState, RoleEvent> FOLD =
            new Fold<>(StreamType.ROLE, RoleEvent.class, RoleState.class, 1, RoleState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Role, RoleState> AGGREGATE = new AggregateType<>(Role.class, FOLD, Role::new);

    /** What it permits; a permission that this version doesn't know permits nothing. */
    public List<AdminPermission> permissions() {
        return removed
                ? List.of()
                : metadata.permissions().stream()
                        .flatMap(scope -> AdminPermission.named(scope).stream())
                        .toList();
    }

    private static RoleState step(@Nullable RoleState before, RoleEvent event) {
        return switch (event) {
            case RoleEvent.Defined e -> new RoleState(e.tenant(), e.role(), e.metadata(), false);
            case RoleEvent.Changed e -> new RoleState(e.tenant(), e.role(), e.metadata(), false);
            case RoleEvent.Removed e ->
                new RoleState(e.tenant(), e.role(), Objects.requireNonNull(before).metadata, true);
        };
    }
}
