package dev.symbolon.admin.role;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admission.access.Caller;
import dev.symbolon.admission.access.Powers;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.role.BuiltInRole;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.role.RoleState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Reading;
import java.util.Collection;

/** That nobody gives, or takes over, what they don't hold, nor what isn't there. */
public final class RoleChecks {
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

    /**
     * What somebody new is given from the start takes what giving it later takes, whatever the roles permit: one of an
     * application permits nothing here, and everything there.
     *
     * @throws AdminRefusal when the caller may not give these roles
     */
    public static void givable(Call call, Reading reading, Collection<RoleId> roles) {
        if (!roles.isEmpty()) {
            call.require(AdminPermission.ROLES_WRITE);
        }
        roles.forEach(role -> held(call.caller(), Powers.of(reading, role)));
    }

    /** @throws AdminRefusal when the caller doesn't hold all of that */
    public static void held(Caller caller, Collection<AdminPermission> powers) {
        for (AdminPermission power : powers) {
            // A tenant's own people can't use what is the platform's: it is nothing that could be given to them.
            if (!caller.mayGive(power) && (caller.ofPlatform() || !power.ofPlatform())) {
                throw AdminRefusal.forbidden("you can't give, or act on, what you don't hold: " + power.scope());
            }
        }
    }

    private RoleChecks() {}
}
