package dev.symbolon.projection.auditor;

import dev.symbolon.admission.access.Caller;
import dev.symbolon.admission.access.Callers;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Access tokens for the audit trail: of the system tenant, whose people and services may look at every tenant, or of a
 * tenant, which let somebody look at its own.
 */
final class PlatformTokens implements AuditorTokens {
    private final Callers callers;

    PlatformTokens(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Optional<Auditor> bearer(String token) {
        return callers.bearer(token).flatMap(PlatformTokens::auditor);
    }

    @Override
    public Optional<Auditor> session(String token, Instant began) {
        return callers.session(token, began).flatMap(PlatformTokens::auditor);
    }

    private static Optional<Auditor> auditor(Caller caller) {
        if (!caller.may(AdminPermission.AUDIT_READ)) {
            return Optional.empty();
        }
        Set<Auditor.Right> rights = EnumSet.noneOf(Auditor.Right.class);
        if (caller.may(AdminPermission.AUDIT_PERSONAL)) {
            rights.add(Auditor.Right.PERSONAL_DATA);
        }
        if (caller.may(AdminPermission.AUDIT_OPERATE)) {
            rights.add(Auditor.Right.OPERATE);
        }
        return Optional.of(
                caller.ofPlatform()
                        ? new Auditor(operator(caller), Optional.empty(), rights)
                        : new Auditor(caller.actor(caller.home()), Optional.of(caller.home()), rights));
    }

    private static Actor operator(Caller caller) {
        return new Actor.Operator(
                caller.user().orElseGet(() -> new UserId(caller.client().value())));
    }
}
