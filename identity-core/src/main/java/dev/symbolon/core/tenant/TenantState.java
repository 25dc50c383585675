package dev.symbolon.core.tenant;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tenant as it stands. */
public record TenantState(
        TenantId tenant,
        Slug slug,
        Branding branding,
        LoginPolicy loginPolicy,
        TokenPolicy tokenPolicy,
        TenantStatus status,
        List<ClaimRule> claimRules,
        Optional<Instant> keptUntil) {
    public static final Fold<TenantState, TenantEvent> FOLD =
            new Fold<>(StreamType.TENANT, TenantEvent.class, TenantState.class, 2, TenantState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Tenant, TenantState> AGGREGATE =
            new AggregateType<>(Tenant.class, FOLD, Tenant::new);

    private static TenantState step(@Nullable TenantState before, TenantEvent event) {
        if (event instanceof TenantEvent.Onboarded e) {
            return new TenantState(
                    e.tenant(),
                    e.slug(),
                    e.branding(),
                    e.loginPolicy(),
                    e.tokenPolicy(),
                    TenantStatus.ACTIVE,
                    List.of(),
                    Optional.empty());
        }
        TenantState now = Objects.requireNonNull(before);
        return switch (event) {
            case TenantEvent.Onboarded _ -> now;
            case TenantEvent.BrandingChanged e -> now.with(e.branding(), now.loginPolicy, now.tokenPolicy);
            case TenantEvent.LoginPolicyChanged e -> now.with(now.branding, e.loginPolicy(), now.tokenPolicy);
            case TenantEvent.TokenPolicyChanged e -> now.with(now.branding, now.loginPolicy, e.tokenPolicy());
            case TenantEvent.ClaimMappingChanged e -> now.with(now.status, e.rules(), now.keptUntil);
            case TenantEvent.Suspended _ -> now.with(TenantStatus.SUSPENDED, now.claimRules, now.keptUntil);
            case TenantEvent.Reactivated _ -> now.with(TenantStatus.ACTIVE, now.claimRules, now.keptUntil);
            case TenantEvent.OffBoarded e ->
                now.with(TenantStatus.OFF_BOARDED, now.claimRules, Optional.of(e.keptUntil()));
        };
    }

    private TenantState with(Branding branding, LoginPolicy login, TokenPolicy token) {
        return new TenantState(tenant, slug, branding, login, token, status, claimRules, keptUntil);
    }

    private TenantState with(TenantStatus status, List<ClaimRule> claimRules, Optional<Instant> keptUntil) {
        return new TenantState(tenant, slug, branding, loginPolicy, tokenPolicy, status, claimRules, keptUntil);
    }
}
