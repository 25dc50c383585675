package dev.symbolon.admission.access;

import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.role.AssignmentState;
import dev.symbolon.core.role.BuiltInRole;
import dev.symbolon.core.role.GroupState;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.role.RoleState;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Reading;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** What people may do by their roles. */
public final class Powers {
    /** What a person's roles permit, those of their groups included. */
    public static Set<AdminPermission> of(Reading reading, UserId user) {
        Set<AdminPermission> powers = EnumSet.noneOf(AdminPermission.class);
        reading.state(AssignmentState.FOLD, user)
                .ifPresent(assigned -> Stream.concat(
                                assigned.roles().stream(),
                                assigned.groups().stream()
                                        .flatMap(group -> reading.state(GroupState.FOLD, group).stream())
                                        .filter(group -> !group.removed())
                                        .flatMap(group -> group.metadata().roles().stream()))
                        .distinct()
                        .forEach(role -> powers.addAll(of(reading, role))));
        return powers;
    }

    /** What a role permits; one that is gone permits nothing. */
    public static Collection<AdminPermission> of(Reading reading, RoleId role) {
        return BuiltInRole.of(role)
                .<Collection<AdminPermission>>map(BuiltInRole::permissions)
                .orElseGet(() -> reading.state(RoleState.FOLD, role)
                        .<Collection<AdminPermission>>map(RoleState::permissions)
                        .orElse(Set.of()));
    }

    private Powers() {}
}
