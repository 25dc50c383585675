package dev.symbolon.token.user;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.ClaimRule.ClaimTarget;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.authorization.Scopes;
import dev.symbolon.token.role.MappedClaims;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person's claims, as far as scopes open them; opened from the sealed profile at this very moment. */
public final class UserClaims {
    private final PersonalData personalData;
    private final MappedClaims mapped;

    public UserClaims(PersonalData personalData, MappedClaims mapped) {
        this.personalData = personalData;
        this.mapped = mapped;
    }

    Map<String, Object> of(TenantId tenant, UserState user, List<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        for (String scope : scopes) {
            Scopes.named(scope)
                    .ifPresent(served -> served.claims()
                            .forEach(claim -> value(tenant, user, claim).ifPresent(it -> claims.put(claim, it))));
        }
        mapped.addTo(claims, tenant, Optional.of(user.user()), ClaimTarget.USERINFO);
        return claims;
    }

    private Optional<Object> value(TenantId tenant, UserState user, String claim) {
        Profile profile = user.profile();
        return switch (claim) {
            case "sub" -> Optional.of(user.user().value());
            case "name" -> open(tenant, profile.name());
            case "preferred_username" -> open(tenant, Optional.of(profile.login()));
            case "email" -> open(tenant, profile.email());
            case "email_verified" -> profile.email().map(_ -> profile.emailVerified());
            default -> throw new IllegalStateException("no source for the claim " + claim);
        };
    }

    private Optional<Object> open(TenantId tenant, Optional<Personal> value) {
        return value.flatMap(it -> personalData.open(tenant, it));
    }
}
