package dev.symbolon.admission.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Claims;
import java.time.Duration;
import java.util.Optional;

/**
 * Which tenant an issuer is. A slug is never reassigned, so what was found stays true; that one is free is kept for a
 * moment only, so that made-up names don't reach the store each time.
 */
public final class Issuers {
    private final Claims claims;
    private final String start;
    private final Cache<String, TenantId> known =
            Caffeine.newBuilder().maximumSize(50_000).build();
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    /** @param base what every tenant's issuer begins with, from configuration */
    public Issuers(Claims claims, String base) {
        this.claims = claims;
        this.start = base + "/t/";
    }

    public Optional<TenantId> tenant(String issuer) {
        if (!issuer.startsWith(start)) {
            return Optional.empty();
        }
        String slug = issuer.substring(start.length());
        Optional<TenantId> found = Optional.ofNullable(known.getIfPresent(slug));
        if (found.isPresent() || !Slug.wellFormed(slug) || unknown.getIfPresent(slug) != null) {
            return found;
        }
        found = claims.holder(TenantId.SYSTEM, "slug", slug).map(registration -> new TenantId(registration.id()));
        found.ifPresentOrElse(tenant -> known.put(slug, tenant), () -> unknown.put(slug, true));
        return found;
    }
}
