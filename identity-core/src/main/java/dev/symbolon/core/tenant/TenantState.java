package dev.symbolon.core.tenant;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as it stands.
 *
 * @param migrating   by how many active clients each flow of apps in migration can be used
 * @param keptUntil   of an off-boarded tenant: until when its data is kept
 * @param destroyedAt when that was destroyed
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
        List<ClaimRule> claimRules,
        Map<ResponseType, Integer> migrating,
        Optional<Instant> keptUntil,
        Optional<Instant> destroyedAt,
        Optional<Instant> suspendedAt) {
    public static final Fold<TenantState, TenantEvent> FOLD =
            new Fold<>(StreamType.TENANT, TenantEvent.class, TenantState.class, 5, TenantState::step);

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
                    List.of(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        TenantState now = Objects.requireNonNull(before);
        return switch (event) {
            case TenantEvent.Onboarded _ -> now;
            case TenantEvent.BrandingChanged e -> now.with(e.branding(), now.loginPolicy, now.tokenPolicy, now.limits);
            case TenantEvent.LoginPolicyChanged e ->
                now.with(now.branding, e.loginPolicy(), now.tokenPolicy, now.limits);
            case TenantEvent.TokenPolicyChanged e ->
                now.with(now.branding, now.loginPolicy, e.tokenPolicy(), now.limits);
            case TenantEvent.LimitsChanged e -> now.with(now.branding, now.loginPolicy, now.tokenPolicy, e.limits());
            case TenantEvent.ClaimMappingChanged e -> now.with(now.status, e.rules(), now.keptUntil, now.suspendedAt);
            case TenantEvent.MigrationFlowsChanged e -> now.with(migrating(now.migrating, e));
            case TenantEvent.Suspended e ->
                now.with(TenantStatus.SUSPENDED, now.claimRules, now.keptUntil, Optional.of(e.at()));
            case TenantEvent.Reactivated _ ->
                now.with(TenantStatus.ACTIVE, now.claimRules, now.keptUntil, now.suspendedAt);
            case TenantEvent.OffBoarded e ->
                now.with(TenantStatus.OFF_BOARDED, now.claimRules, Optional.of(e.keptUntil()), Optional.of(e.at()));
            case TenantEvent.DataDestroyed e -> now.destroyed(e.at());
        };
    }

    private TenantState with(Branding branding, LoginPolicy login, TokenPolicy token, Limits limits) {
        return new TenantState(
                tenant,
                slug,
                branding,
                login,
                token,
                limits,
                status,
                claimRules,
                migrating,
                keptUntil,
                destroyedAt,
                suspendedAt);
    }

    private TenantState with(
            TenantStatus status,
            List<ClaimRule> claimRules,
            Optional<Instant> keptUntil,
            Optional<Instant> suspendedAt) {
        return new TenantState(
                tenant,
                slug,
                branding,
                loginPolicy,
                tokenPolicy,
                limits,
                status,
                claimRules,
                migrating,
                keptUntil,
                destroyedAt,
                suspendedAt);
    }

    private TenantState with(Map<ResponseType, Integer> migrating) {
        return new TenantState(
                tenant,
                slug,
                branding,
                loginPolicy,
                tokenPolicy,
                limits,
                status,
                claimRules,
                migrating,
                keptUntil,
                destroyedAt,
                suspendedAt);
    }

    private TenantState destroyed(Instant at) {
        return new TenantState(
                tenant,
                slug,
                branding,
                loginPolicy,
                tokenPolicy,
                limits,
                status,
                claimRules,
                migrating,
                keptUntil,
                Optional.of(at),
                suspendedAt);
    }

    /** Whether its data was to be kept until now, or less, and is still there. */
    public boolean destructionDue(Instant now) {
        return destroyedAt.isEmpty()
                && keptUntil.filter(until -> !now.isBefore(until)).isPresent();
    }

    private static Map<ResponseType, Integer> migrating(
            Map<ResponseType, Integer> before, TenantEvent.MigrationFlowsChanged event) {
        Map<ResponseType, Integer> clients = new EnumMap<>(ResponseType.class);
        clients.putAll(before);
        event.begun().forEach(type -> clients.merge(type, 1, Integer::sum));
        event.ended().forEach(type -> clients.computeIfPresent(type, (_, count) -> count > 1 ? count - 1 : null));
        return Map.copyOf(clients);
    }

    /** Whether an answer of that type can be had at all: {@code code} always, any other by a client that has it by name. */
    public boolean offers(ResponseType type) {
        return !type.frontChannel() || migrating.containsKey(type);
    }
}
