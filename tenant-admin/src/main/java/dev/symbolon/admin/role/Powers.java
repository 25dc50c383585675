package dev.symbolon.admin.role;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Caller;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.role.AssignmentState;
import dev.symbolon.core.role.BuiltInRole;
import dev.symbolon.core.role.GroupState;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.role.RoleState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Reading;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** What people may do by their roles; and that nobody gives, or takes over, what they don't hold. */
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

    /** @throws AdminRefusal when one of these roles isn't there */
    public static void exist(Reading reading, Collection<RoleId> roles) {
        for (RoleId role : roles) {
            boolean there = BuiltInRole.of(role).isPresent()
                    || reading.state(RoleState.FOLD, role)
                            .filter(state -> !state.removed())
                            .isPresent();
            if (!there) {
                throw AdminRefusal.decided("unknown-role");
            }
            if (role.equals(BuiltInRole.OPERATOR.id()) && !reading.tenant().equals(TenantId.SYSTEM)) {
                throw AdminRefusal.decided("operator-outside-system");
            }
        }
    }

    /** @throws AdminRefusal when the caller doesn't hold all of that */
    public static void held(Caller caller, Collection<AdminPermission> powers) {
        for (AdminPermission power : powers) {
            // A tenant's own people can't use what is the platform's: it is nothing that could be given to them.
            if (!caller.may(power) && (caller.ofPlatform() || !power.ofPlatform())) {
                throw AdminRefusal.forbidden("you can't give, or act on, what you don't hold: " + power.scope());
            }
        }
    }

    private Powers() {}
}
