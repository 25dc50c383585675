package dev.symbolon.token.user;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.secret.PersonalData;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A person's claims; opened from the sealed profile at this very moment. What somebody doesn't have is left out. */
public final class UserClaims {
    private final PersonalData personalData;
    private final Decisions decisions;

    public UserClaims(PersonalData personalData, Decisions decisions) {
        this.personalData = personalData;
        this.decisions = decisions;
    }

    /** Those of the names that are about the person: {@code sub} is its reader's own affair. */
    public Map<String, Object> of(TenantId tenant, UserState user, Collection<String> names) {
        Map<String, Object> claims = new LinkedHashMap<>();
        names.forEach(name -> value(tenant, user.profile(), name).ifPresent(it -> claims.put(name, it)));
        return claims;
    }

    /** The same for somebody whose state isn't at hand. */
    public Map<String, Object> of(TenantId tenant, UserId user, Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : decisions
                        .glance(tenant, reading -> reading.state(UserState.FOLD, user))
                        .map(state -> of(tenant, state, names))
                        .orElse(Map.of());
    }

    private Optional<Object> value(TenantId tenant, Profile profile, String claim) {
        return switch (claim) {
            case "name" -> open(tenant, profile.name());
            case "preferred_username" -> open(tenant, Optional.of(profile.login()));
            case "email" -> open(tenant, profile.email());
            case "email_verified" -> profile.email().map(_ -> profile.emailVerified());
            default -> Optional.empty();
        };
    }

    private Optional<Object> open(TenantId tenant, Optional<Personal> value) {
        return value.flatMap(it -> personalData.open(tenant, it));
    }
}
