package dev.symbolon.admission.access;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls.
 *
 * @param home the tenant whose token it is; {@code system} for operators
 * @param user empty for a service that acts for itself
 * @param may   what both its token's scopes and its roles permit
 * @param holds what its roles permit, or was given to it as a service, whichever of it this token is for
 */
public record Caller(
        TenantId home, Optional<UserId> user, ClientId client, Set<AdminPermission> may, Set<AdminPermission> holds) {
    public Caller {
        may = Set.copyOf(may);
        holds = Set.copyOf(holds);
    }

    public boolean ofPlatform() {
        return home.equals(TenantId.SYSTEM);
    }

    public boolean may(AdminPermission permission) {
        return may.contains(permission) && (ofPlatform() || !permission.ofPlatform());
    }

    /**
     * Whether it can give that to others. No token for the admin API has the scopes of the audit trail: of these, it is
     * enough to hold them.
     */
    public boolean mayGive(AdminPermission permission) {
        return may(permission)
                || (permission.ofAudit() && holds.contains(permission) && (ofPlatform() || !permission.ofPlatform()));
    }

    /** How events of that tenant name this caller. */
    public Actor actor(TenantId tenant) {
        if (tenant.equals(home)) {
            return user.<Actor>map(Actor.User::new).orElseGet(() -> new Actor.Client(client));
        }
        return new Actor.Operator(user.orElseGet(() -> new UserId(client.value())));
    }

    /** Its name in claims of idempotent requests. */
    public String name() {
        return user.map(id -> "user/" + id.value()).orElseGet(() -> "client/" + client.value());
    }
}
