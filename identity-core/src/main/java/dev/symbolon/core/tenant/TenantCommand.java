package dev.symbolon.core.tenant;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.resource.ResourceCommand;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.user.UserCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Orders to a tenant. */
public sealed interface TenantCommand extends Command<Outcome> {
    TenantId tenant();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.TENANT, tenant());
    }

    /** First half of onboarding, in the system tenant: takes the slug. Idempotent for the same tenant id. */
    record Register(TenantId tenant, Slug slug, String cell, String displayName, Instant at) implements TenantCommand {
        @Override
        public StreamId target() {
            return StreamId.of(TenantId.SYSTEM, StreamType.REGISTRATION, tenant);
        }
    }

    /** Second half, in the tenant's own log; completed by whoever meets it half done. */
    record Onboard(
            TenantId tenant, Slug slug, Branding branding, LoginPolicy loginPolicy, TokenPolicy tokenPolicy, Instant at)
            implements TenantCommand {}

    /** Onboards with what the tenant is administered by, and its first admin, in one commit. */
    record Found(
            Onboard onboarding,
            List<ResourceCommand.Register> resources,
            List<ClientCommand.Register> clients,
            Optional<UserCommand.Admit> admin)
            implements TenantCommand {
        public Found {
            resources = List.copyOf(resources);
            clients = List.copyOf(clients);
            boolean own = Stream.concat(Stream.concat(resources.stream(), clients.stream()), admin.stream())
                    .allMatch(order -> order.target().tenant().equals(onboarding.tenant()));
            if (!own) {
                throw new IllegalArgumentException("a tenant is founded with what is its own");
            }
        }

        @Override
        public TenantId tenant() {
            return onboarding.tenant();
        }
    }

    record ChangeBranding(TenantId tenant, Branding branding, Instant at) implements TenantCommand {}

    record ChangeLoginPolicy(TenantId tenant, LoginPolicy loginPolicy, Instant at) implements TenantCommand {}

    record ChangeTokenPolicy(TenantId tenant, TokenPolicy tokenPolicy, Instant at) implements TenantCommand {}

    record ChangeLimits(TenantId tenant, Limits limits, Instant at) implements TenantCommand {}

    record ChangeClaimMapping(TenantId tenant, List<ClaimRule> rules, Instant at) implements TenantCommand {
        public ChangeClaimMapping {
            rules = List.copyOf(rules);
        }
    }

    /** For good. @param keptUntil from then on the tenant's keys, and so its data, may be destroyed */
    record OffBoard(TenantId tenant, String reason, Instant keptUntil, Instant at) implements TenantCommand {}

    /** Certifies that an off-boarded tenant's data is destroyed: its keys were before. */
    record DestroyData(TenantId tenant, Instant at) implements TenantCommand {}

    record Suspend(TenantId tenant, String reason, Instant at) implements TenantCommand {}

    record Reactivate(TenantId tenant, Instant at) implements TenantCommand {}
}
