package dev.symbolon.token.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TenantStatus;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.HttpRefusal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Finds tenants by the slug in the path. A slug is never reassigned, so what was found stays true; that one is free is
 * kept for a moment only, so that made-up names don't reach the store each time.
 */
public final class Tenants {
    private final Claims claims;
    private final Decisions decisions;
    private final String issuerBase;
    private final Cache<String, ServedTenant> known =
            Caffeine.newBuilder().maximumSize(50_000).build();
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    public Tenants(Claims claims, Decisions decisions, String issuerBase) {
        this.claims = claims;
        this.decisions = decisions;
        this.issuerBase = issuerBase;
    }

    /** @throws HttpRefusal 404 when there is none */
    public ServedTenant named(String slug) {
        ServedTenant tenant = known.getIfPresent(slug);
        if (tenant != null) {
            return tenant;
        }
        if (!Slug.wellFormed(slug) || unknown.getIfPresent(slug) != null) {
            throw HttpRefusal.unknownTenant();
        }
        Optional<ServedTenant> found = look(new Slug(slug));
        found.ifPresentOrElse(it -> known.put(slug, it), () -> unknown.put(slug, true));
        return found.orElseThrow(HttpRefusal::unknownTenant);
    }

    /** Those that this node served lately. */
    public Set<ServedTenant> served() {
        return Set.copyOf(known.asMap().values());
    }

    /**
     * The tenant's state, for a decision.
     *
     * @throws HttpRefusal 403 while it is suspended
     */
    public static TenantState active(Reading reading) {
        TenantState state = reading.state(TenantState.FOLD, reading.tenant()).orElseThrow(HttpRefusal::unknownTenant);
        if (state.status() != TenantStatus.ACTIVE) {
            throw HttpRefusal.suspendedTenant();
        }
        return state;
    }

    /** The tenant's state for something that decides nothing. */
    public TenantState glance(ServedTenant tenant) {
        return decisions
                .glance(tenant.id(), reading -> reading.state(TenantState.FOLD, tenant.id()))
                .orElseThrow(HttpRefusal::unknownTenant);
    }

    /** A registered tenant whose onboarding stopped half-way isn't there yet. */
    private Optional<ServedTenant> look(Slug slug) {
        return claims.holder(TenantId.SYSTEM, "slug", slug.value())
                .map(registration -> new TenantId(registration.id()))
                .filter(id -> decisions
                        .glance(id, reading -> reading.state(TenantState.FOLD, id))
                        .isPresent())
                .map(id -> ServedTenant.of(id, slug, issuerBase));
    }
}
