package dev.symbolon.core.tenant;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.TenantEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A tenant: its settings, and whether it may be used. */
final class Tenant extends EventSourced<TenantState> {

    Tenant() {
        super(TenantState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome onboard(TenantCommand.Onboard c) {
        TenantState now = state();
        if (now != null) {
            // The settings may have changed since: a repeated onboarding doesn't bring the first ones back.
            return now.slug().equals(c.slug()) ? new Outcome.Unchanged() : new Outcome.Refused("already-exists");
        }
        Optional<String> fault = PolicyRules.fault(c.loginPolicy()).or(() -> PolicyRules.fault(c.tokenPolicy()));
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new TenantEvent.Onboarded(c.tenant(), c.slug(), c.branding(), c.loginPolicy(), c.tokenPolicy(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(TenantCommand.ChangeBranding c) {
        return change(
                TenantState::branding,
                c.branding(),
                Optional.empty(),
                new TenantEvent.BrandingChanged(c.tenant(), c.branding(), c.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(TenantCommand.ChangeLoginPolicy c) {
        return change(
                TenantState::loginPolicy,
                c.loginPolicy(),
                PolicyRules.fault(c.loginPolicy()),
                new TenantEvent.LoginPolicyChanged(c.tenant(), c.loginPolicy(), c.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(TenantCommand.ChangeTokenPolicy c) {
        return change(
                TenantState::tokenPolicy,
                c.tokenPolicy(),
                PolicyRules.fault(c.tokenPolicy()),
                new TenantEvent.TokenPolicyChanged(c.tenant(), c.tokenPolicy(), c.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(TenantCommand.ChangeLimits c) {
        return change(
                TenantState::limits,
                c.limits(),
                PolicyRules.fault(c.limits()),
                new TenantEvent.LimitsChanged(c.tenant(), c.limits(), c.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome suspend(TenantCommand.Suspend c) {
        TenantState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (c.tenant().equals(TenantId.SYSTEM)) {
            // Nobody could sign in to reactivate it.
            return new Outcome.Refused("system-tenant");
        }
        return switch (now.status()) {
            case OFF_BOARDED -> new Outcome.Refused("off-boarded");
            case SUSPENDED -> new Outcome.Unchanged();
            case ACTIVE -> {
                record(new TenantEvent.Suspended(c.tenant(), c.reason(), c.at()));
                yield new Outcome.Done();
            }
        };
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome reactivate(TenantCommand.Reactivate c) {
        TenantState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        return switch (now.status()) {
            case OFF_BOARDED -> new Outcome.Refused("off-boarded");
            case ACTIVE -> new Outcome.Unchanged();
            case SUSPENDED -> {
                record(new TenantEvent.Reactivated(c.tenant(), c.at()));
                yield new Outcome.Done();
            }
        };
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome offBoard(TenantCommand.OffBoard c) {
        TenantState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (c.tenant().equals(TenantId.SYSTEM)) {
            return new Outcome.Refused("system-tenant");
        }
        if (c.keptUntil().isBefore(c.at())) {
            return new Outcome.Refused("retention");
        }
        return switch (now.status()) {
            case OFF_BOARDED -> new Outcome.Unchanged();
            case ACTIVE, SUSPENDED -> {
                record(new TenantEvent.OffBoarded(c.tenant(), c.reason(), c.keptUntil(), c.at()));
                yield new Outcome.Done();
            }
        };
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome destroyData(TenantCommand.DestroyData c) {
        TenantState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.destroyedAt().isPresent()) {
            return new Outcome.Unchanged();
        }
        if (!now.destructionDue(c.at())) {
            return new Outcome.Refused("retention");
        }
        record(new TenantEvent.DataDestroyed(c.tenant(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(TenantCommand.ChangeClaimMapping c) {
        return change(
                TenantState::claimRules,
                c.rules(),
                PolicyRules.fault(c.rules()),
                new TenantEvent.ClaimMappingChanged(c.tenant(), c.rules(), c.at()));
    }

    /** Of a tenant that isn't there nothing is on. */
    void noteFlows(ClientId client, List<ResponseType> begun, List<ResponseType> ended, Instant at) {
        TenantState now = state();
        if (now != null) {
            record(new TenantEvent.MigrationFlowsChanged(now.tenant(), client, begun, ended, at));
        }
    }

    private <V> Outcome change(Function<TenantState, V> current, V wanted, Optional<String> fault, TenantEvent event) {
        TenantState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.status() == TenantStatus.OFF_BOARDED) {
            return new Outcome.Refused("off-boarded");
        }
        if (now.status() == TenantStatus.SUSPENDED) {
            return new Outcome.Refused("suspended");
        }
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        if (current.apply(now).equals(wanted)) {
            return new Outcome.Unchanged();
        }
        record(event);
        return new Outcome.Done();
    }
}
