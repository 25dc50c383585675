package dev.symbolon.core.revocation;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.AssignmentEvent;
import dev.symbolon.core.event.AuditPolicyEvent;
import dev.symbolon.core.event.AuditReadingEvent;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.GroupEvent;
import dev.symbolon.core.event.InvitationEvent;
import dev.symbolon.core.event.ProviderEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.event.ResourceEvent;
import dev.symbolon.core.event.RoleEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an event makes void: one grant, or every token that was issued before to a tenant, a client, a person, a session
 * or a person at a client. The one place that says which event does.
 */
public sealed interface Voided {
    /**
     * How far a watermark is above its event's clock. The event takes its clock before it is stored; until it is
     * acknowledged, and a quarter of a second longer elsewhere, others may issue by what was true before. What they
     * issue must be below. A commit that takes something away is acknowledged at most 13 s after its clock, or not at
     * all; clocks differ by a second. A wide margin costs nobody anything, for who knows of the watermark issues above
     * it.
     */
    Duration MARGIN = Duration.ofSeconds(15);

    TenantId tenant();

    /** The last clock of what an event voids that has this clock: what has no later one is void. */
    static HybridTime watermark(HybridTime event) {
        return new HybridTime(event.value() + (MARGIN.toMillis() << 16));
    }

    /** Every token of one grant, whenever it was issued. */
    record OneGrant(TenantId tenant, GrantId grant, Instant expiresAt) implements Voided {}

    /** What was issued until then; a watermark over all whom it names. */
    sealed interface Before extends Voided {}

    record OfTenant(TenantId tenant) implements Before {}

    record OfClient(TenantId tenant, ClientId client) implements Before {}

    record OfUser(TenantId tenant, UserId user) implements Before {}

    record OfSession(TenantId tenant, SessionId session) implements Before {}

    record OfUserAtClient(TenantId tenant, UserId user, ClientId client) implements Before {}

    /**
     * Whoever voids must be marked so in the catalogue: what is marked is what a node looks for in the store when it starts.
     *
     * @param sequence the event's place in its stream
     */
    static Optional<Voided> by(DomainEvent event, long sequence) {
        Optional<Voided> voided = named(event, sequence);
        if (voided.isPresent() && !EventCatalogue.of(event.getClass()).voids()) {
            throw new IllegalStateException(event.getClass() + " isn't marked as one that voids");
        }
        return voided;
    }

    private static Optional<Voided> named(DomainEvent event, long sequence) {
        return switch (event) {
            case TenantEvent tenant -> by(tenant);
            case ClientEvent client -> by(client);
            case UserEvent user -> by(user);
            case CredentialEvent credential -> by(credential, sequence);
            case SessionEvent session -> by(session);
            case ConsentEvent consent -> by(consent);
            case GrantEvent grant -> by(grant);
            // A signing key's revocation voids what it signed by leaving the key set.
            case SigningKeyEvent _,
                    AuthorizationEvent _,
                    ResourceEvent _,
                    RegistrationEvent _,
                    RefusalEvent _,
                    DeviceEvent _,
                    AuditReadingEvent _,
                    AuditPolicyEvent _,
                    // What roles permit is asked at each call; what tokens say of them lasts as long as the token.
                    RoleEvent _,
                    GroupEvent _,
                    AssignmentEvent _,
                    InvitationEvent _,
                    ProviderEvent _ -> Optional.empty();
        };
    }

    private static Optional<Voided> by(TenantEvent event) {
        return switch (event) {
            case TenantEvent.Suspended e -> Optional.of(new OfTenant(e.tenant()));
            case TenantEvent.OffBoarded e -> Optional.of(new OfTenant(e.tenant()));
            case TenantEvent.Onboarded _,
                    TenantEvent.BrandingChanged _,
                    TenantEvent.LoginPolicyChanged _,
                    TenantEvent.TokenPolicyChanged _,
                    TenantEvent.LimitsChanged _,
                    TenantEvent.ClaimMappingChanged _,
                    TenantEvent.MigrationFlowsChanged _,
                    // Off-boarding voided everything.
                    TenantEvent.DataDestroyed _,
                    TenantEvent.Reactivated _ -> Optional.empty();
        };
    }

    private static Optional<Voided> by(ClientEvent event) {
        return switch (event) {
            case ClientEvent.Suspended e -> Optional.of(new OfClient(e.tenant(), e.client()));
            case ClientEvent.Registered _,
                    ClientEvent.Changed _,
                    ClientEvent.SecretsChanged _,
                    ClientEvent.Reactivated _ -> Optional.empty();
        };
    }

    private static Optional<Voided> by(UserEvent event) {
        return switch (event) {
            case UserEvent.Disabled e -> Optional.of(new OfUser(e.tenant(), e.user()));
            case UserEvent.Erased e -> Optional.of(new OfUser(e.tenant(), e.user()));
            case UserEvent.Registered _, UserEvent.ProfileChanged _, UserEvent.Enabled _ -> Optional.empty();
        };
    }

    private static Optional<Voided> by(CredentialEvent event, long sequence) {
        return switch (event) {
            // The first password of all replaces none, and other parameters for the same one take nothing away.
            case CredentialEvent.PasswordSet e ->
                e.rehash() || sequence == 0 ? Optional.empty() : Optional.of(new OfUser(e.tenant(), e.user()));
            case CredentialEvent.PasswordRemoved e -> Optional.of(new OfUser(e.tenant(), e.user()));
            case CredentialEvent.PasswordRefused _, CredentialEvent.PasswordAccepted _ -> Optional.empty();
        };
    }

    private static Optional<Voided> by(SessionEvent event) {
        return switch (event) {
            // Whoever signs in again goes on using what the browser's last session gave to applications.
            case SessionEvent.Ended e ->
                e.reason().equals("replaced") ? Optional.empty() : Optional.of(new OfSession(e.tenant(), e.session()));
            // Signing out ends the session in the same commit.
            case SessionEvent.Started _,
                    SessionEvent.Confirmed _,
                    SessionEvent.Used _,
                    SessionEvent.ClientJoined _,
                    SessionEvent.SignedOut _,
                    SessionEvent.ClientNotified _ -> Optional.empty();
        };
    }

    private static Optional<Voided> by(ConsentEvent event) {
        return switch (event) {
            case ConsentEvent.Withdrawn e -> Optional.of(new OfUserAtClient(e.tenant(), e.user(), e.client()));
            case ConsentEvent.Granted _, ConsentEvent.Extended _ -> Optional.empty();
        };
    }

    private static Optional<Voided> by(GrantEvent event) {
        return switch (event) {
            case GrantEvent.Revoked e -> Optional.of(new OneGrant(e.tenant(), e.grant(), e.expiresAt()));
            case GrantEvent.Issued _, GrantEvent.TokensIssued _, GrantEvent.RefreshReused _ -> Optional.empty();
        };
    }
}
