package dev.symbolon.core.tenant;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as it stands.
 *
 * @param suspendedAt when it was suspended last: grants from before that stay void
 */
public record TenantState(
        TenantId tenant,
        Slug slug,
        Branding branding,
        LoginPolicy loginPolicy,
        TokenPolicy tokenPolicy,
        Limits limits,
        TenantStatus status,
        Optional<Instant> suspendedAt) {
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
                    Limits.STANDARD,
                    TenantStatus.ACTIVE,
                    Optional.empty());
        }
        TenantState now = Objects.requireNonNull(before);
        return switch (event) {
            case TenantEvent.Onboarded _ -> now;
            case TenantEvent.BrandingChanged e -> now.with(e.branding(), now.loginPolicy, now.tokenPolicy, now.status);
            case TenantEvent.LoginPolicyChanged e ->
                now.with(now.branding, e.loginPolicy(), now.tokenPolicy, now.status);
            case TenantEvent.TokenPolicyChanged e ->
                now.with(now.branding, now.loginPolicy, e.tokenPolicy(), now.status);
            case TenantEvent.LimitsChanged e ->
                new TenantState(
                        now.tenant,
                        now.slug,
                        now.branding,
                        now.loginPolicy,
                        now.tokenPolicy,
                        e.limits(),
                        now.status,
                        now.suspendedAt);
            case TenantEvent.Suspended e ->
                new TenantState(
                        now.tenant,
                        now.slug,
                        now.branding,
                        now.loginPolicy,
                        now.tokenPolicy,
                        now.limits,
                        TenantStatus.SUSPENDED,
                        Optional.of(e.at()));
            case TenantEvent.Reactivated _ ->
                now.with(now.branding, now.loginPolicy, now.tokenPolicy, TenantStatus.ACTIVE);
        };
    }

    private TenantState with(Branding branding, LoginPolicy login, TokenPolicy token, TenantStatus status) {
        return new TenantState(tenant, slug, branding, login, token, limits, status, suspendedAt);
    }
}
