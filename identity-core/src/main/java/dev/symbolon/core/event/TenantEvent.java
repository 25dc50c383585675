package dev.symbolon.core.event;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.ClaimRule;
import dev.symbolon.core.tenant.Limits;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TokenPolicy;
import java.time.Instant;
import java.util.List;

/** A tenant's life and settings, in its own log. */
public sealed interface TenantEvent extends DomainEvent {
    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.TENANT, tenant());
    }

    /** The tenant can be used; its issuer ends in its slug. */
    @EventType(name = "tenant.onboarded", version = 1, control = true)
    record Onboarded(
            TenantId tenant, Slug slug, Branding branding, LoginPolicy loginPolicy, TokenPolicy tokenPolicy, Instant at)
            implements TenantEvent {}

    /** Pages carry this name and colour from now on. */
    @EventType(name = "tenant.branding-changed", version = 1, control = true)
    record BrandingChanged(TenantId tenant, Branding branding, Instant at) implements TenantEvent {}

    /** People sign in by this policy from now on; it is given whole. */
    @EventType(name = "tenant.login-policy-changed", version = 1, control = true)
    record LoginPolicyChanged(TenantId tenant, LoginPolicy loginPolicy, Instant at) implements TenantEvent {}

    /** Tokens are made by this policy from now on; it is given whole. Those that are out keep their lives. */
    @EventType(name = "tenant.token-policy-changed", version = 1, control = true)
    record TokenPolicyChanged(TenantId tenant, TokenPolicy tokenPolicy, Instant at) implements TenantEvent {}

    /** So much may be asked of each node from now on; given whole. */
    @EventType(name = "tenant.limits-changed", version = 1, control = true)
    record LimitsChanged(TenantId tenant, Limits limits, Instant at) implements TenantEvent {}

    /** Nothing is issued any more, and what was issued is void. */
    @EventType(name = "tenant.suspended", version = 1, control = true, voids = true)
    record Suspended(TenantId tenant, String reason, Instant at) implements TenantEvent {}

    /** The tenant is over: nothing is issued, and its data may be destroyed from {@code keptUntil} on. */
    @EventType(name = "tenant.off-boarded", version = 1, control = true, voids = true)
    record OffBoarded(TenantId tenant, String reason, Instant keptUntil, Instant at) implements TenantEvent {}

    /** The off-boarded tenant's keys are gone for ever, and with them all that was personal in its log. */
    @EventType(name = "tenant.data-destroyed", version = 1, control = true)
    record DataDestroyed(TenantId tenant, Instant at) implements TenantEvent {}

    /** Tokens and UserInfo carry these claims from now on; they are given whole. */
    @EventType(name = "tenant.claim-mapping-changed", version = 1, control = true)
    record ClaimMappingChanged(TenantId tenant, List<ClaimRule> rules, Instant at) implements TenantEvent {}

    /**
     * An active client has these response types of apps in migration now, and no longer those. A type is on for the
     * tenant while a client has it, and its metadata says so.
     */
    @EventType(name = "tenant.migration-flows-changed", version = 1, control = true)
    record MigrationFlowsChanged(
            TenantId tenant, ClientId client, List<ResponseType> begun, List<ResponseType> ended, Instant at)
            implements TenantEvent {}

    /** Tokens are issued again; what the suspension voided stays void. */
    @EventType(name = "tenant.reactivated", version = 1, control = true)
    record Reactivated(TenantId tenant, Instant at) implements TenantEvent {}
}
