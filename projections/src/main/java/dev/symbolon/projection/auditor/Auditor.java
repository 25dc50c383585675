package dev.symbolon.projection.auditor;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who may read the audit side.
 *
 * @param actor  as the log calls them
 * @param tenant the only tenant that they may read; empty for somebody of {@code system}, who may read all
 */
public record Auditor(Actor actor, Optional<TenantId> tenant, Set<Right> rights) {
    public Auditor {
        rights = Set.copyOf(rights);
    }

    /** What goes beyond reading what happened. */
    public enum Right {
        /** Names, addresses and whatever else is somebody's own, as long as its subject isn't erased. */
        PERSONAL_DATA,
        /** To try a parked stream again, to rebuild a view. */
        OPERATE
    }

    public boolean mayRead(TenantId asked) {
        return tenant.isEmpty() || tenant.get().equals(asked);
    }

    public boolean has(Right right) {
        return rights.contains(right);
    }
}
