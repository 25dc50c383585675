package dev.symbolon.projection.audit;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.AssignmentEvent;
import dev.symbolon.core.event.AuditPolicyEvent;
import dev.symbolon.core.event.AuditReadingEvent;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.GroupEvent;
import dev.symbolon.core.event.InvitationEvent;
import dev.symbolon.core.event.Personal;
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
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.user.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whom and what an event is about, as far as the event itself says, and what it says in plain words: no personal data,
 * no names that people chose.
 */
public record About(
        Optional<UserId> subject,
        Optional<ClientId> client,
        Optional<GrantId> grant,
        Optional<SessionId> session,
        Optional<AuthorizationId> authorization,
        AuditOutcome outcome,
        Optional<String> reason,
        Optional<Personal> address,
        String summary) {

    /** Every event there is: one that is added doesn't compile until it has its line here. */
    public static About of(DomainEvent event) {
        return switch (event) {
            case RegistrationEvent.Registered e ->
                did("tenant " + e.registered().value() + " was registered");

            case TenantEvent.Onboarded _ -> did("the tenant was onboarded");
            case TenantEvent.BrandingChanged _ -> did("the branding was changed");
            case TenantEvent.LoginPolicyChanged _ -> did("the sign-in policy was changed");
            case TenantEvent.TokenPolicyChanged _ -> did("the token policy was changed");
            case TenantEvent.LimitsChanged _ -> did("the limits of requests were changed");
            case TenantEvent.Suspended e -> took("the tenant was suspended").because(e.reason());
            case TenantEvent.Reactivated _ -> did("the tenant was reactivated");
            case TenantEvent.ClaimMappingChanged _ -> did("the claims of tokens were changed");
            case TenantEvent.MigrationFlowsChanged e ->
                did("the flows of apps in migration were changed by a client").client(e.client());
            case TenantEvent.OffBoarded e -> took("the tenant was off-boarded").because(e.reason());
            case TenantEvent.DataDestroyed _ -> took("the tenant's keys and personal data were destroyed");

            case ClientEvent.Registered e -> did("the client was registered").client(e.client());
            case ClientEvent.Changed e -> did("the client was changed").client(e.client());
            case ClientEvent.SecretsChanged e ->
                did("the client has " + counted(e.secrets().size(), "secret") + " now")
                        .client(e.client());
            case ClientEvent.Suspended e ->
                took("the client was suspended").client(e.client()).because(e.reason());
            case ClientEvent.Reactivated e -> did("the client was reactivated").client(e.client());

            case ResourceEvent.Registered e -> did("the API " + e.resource().value() + " was registered");
            case ResourceEvent.Changed e -> did("the API " + e.resource().value() + " was changed");

            case UserEvent.Registered e -> did("the account was made").subject(e.user());
            case UserEvent.ProfileChanged e -> did("the profile was changed").subject(e.user());
            case UserEvent.Disabled e ->
                took("the account was disabled").subject(e.user()).because(e.reason());
            case UserEvent.Enabled e -> did("the account was enabled").subject(e.user());
            case UserEvent.Erased e ->
                took("the account's personal data was erased").subject(e.user()).because(e.reason());

            case CredentialEvent.PasswordSet e ->
                did(e.rehash() ? "the password was hashed anew" : "a password was set")
                        .subject(e.user());
            case CredentialEvent.PasswordRemoved e ->
                took("the password was removed").subject(e.user());
            case CredentialEvent.PasswordRefused e ->
                refused("a wrong password was given, " + e.failures() + " in a row")
                        .subject(e.user())
                        .from(e.address());
            case CredentialEvent.PasswordAccepted e ->
                did("the right password was given after wrong ones").subject(e.user());

            case SessionEvent.Started e ->
                did("signed in by " + String.join(" and ", e.amr()))
                        .subject(e.user())
                        .session(e.session())
                        .from(e.address());
            case SessionEvent.Confirmed e ->
                did("the session goes on by the password that was chosen in it").session(e.session());
            case SessionEvent.Used e -> did("the session was in use").session(e.session());
            case SessionEvent.ClientJoined e ->
                did("the client joined the session").session(e.session()).client(e.client());
            case SessionEvent.SignedOut e -> signedOut(e).subject(e.user()).session(e.session());
            case SessionEvent.ClientNotified e ->
                did("the client was told of the logout")
                        .session(e.session())
                        .client(e.client())
                        .because(e.answer());
            case SessionEvent.Ended e ->
                took("the session ended").subject(e.user()).session(e.session()).because(e.reason());

            case AuthorizationEvent.Requested e ->
                did("access was asked for: " + String.join(" ", e.request().scopes()))
                        .client(e.request().client())
                        .authorization(e.authorization());
            case AuthorizationEvent.SignedIn e ->
                did("the request is this person's")
                        .subject(e.person().user())
                        .session(e.person().session())
                        .authorization(e.authorization());
            case AuthorizationEvent.Approved e ->
                did("access was approved: " + String.join(" ", e.access().scopes()))
                        .authorization(e.authorization());
            case AuthorizationEvent.Denied e ->
                refused("the person said no")
                        .subject(e.user())
                        .client(e.client())
                        .authorization(e.authorization());
            case AuthorizationEvent.AnsweredInFront e ->
                did("tokens left through the browser").grant(e.grant()).authorization(e.authorization());
            case AuthorizationEvent.CodeIssued e -> did("a code was issued").authorization(e.authorization());
            case AuthorizationEvent.CodeRedeemed e ->
                did("the code was redeemed").grant(e.grant()).authorization(e.authorization());
            case AuthorizationEvent.CodeRefused e ->
                refused("the code was refused")
                        .client(e.presentedBy())
                        .authorization(e.authorization())
                        .because(e.reason());
            case AuthorizationEvent.CodeReplayed e ->
                refused("a spent code came again")
                        .client(e.presentedBy())
                        .grant(e.grant())
                        .authorization(e.authorization());

            case DeviceEvent.Requested e ->
                did("a device asked for access: " + String.join(" ", e.request().scopes()))
                        .client(e.request().client())
                        .authorization(e.authorization());
            case DeviceEvent.Approved e ->
                did("the device's access was approved: "
                                + String.join(" ", e.access().scopes()))
                        .subject(e.person().user())
                        .session(e.person().session())
                        .authorization(e.authorization());
            case DeviceEvent.Denied e ->
                refused("the person said no to a device")
                        .subject(e.person().user())
                        .session(e.person().session())
                        .client(e.client())
                        .authorization(e.authorization());
            case DeviceEvent.CodeRedeemed e ->
                did("the device code was redeemed").grant(e.grant()).authorization(e.authorization());
            case DeviceEvent.CodeRefused e ->
                refused("the device code was refused")
                        .client(e.presentedBy())
                        .authorization(e.authorization())
                        .because(e.reason());
            case DeviceEvent.CodeReplayed e ->
                refused("a spent device code came again")
                        .client(e.presentedBy())
                        .grant(e.grant())
                        .authorization(e.authorization());

            case ConsentEvent.Granted e ->
                did("agreed to " + String.join(" ", e.scopes()))
                        .subject(e.user())
                        .client(e.client())
                        .authorization(e.authorization());
            case ConsentEvent.Extended e ->
                did("agreed to " + String.join(" ", e.added()) + " as well")
                        .subject(e.user())
                        .client(e.client())
                        .authorization(e.authorization());
            case ConsentEvent.Withdrawn e ->
                took("the consent was withdrawn")
                        .subject(e.user())
                        .client(e.client())
                        .because(e.reason());

            case GrantEvent.Issued e -> issued(e);
            case GrantEvent.TokensIssued e -> did(issuedTokens(e)).grant(e.grant());
            case GrantEvent.RefreshReused e ->
                refused("a rotated refresh token came again")
                        .client(e.presentedBy())
                        .grant(e.grant());
            case GrantEvent.Revoked e ->
                took("every token of the grant was revoked").grant(e.grant()).because(e.reason());

            case SigningKeyEvent.Created e -> did("signing key " + e.key().value() + " was made");
            case SigningKeyEvent.Retired e -> did("signing key " + e.key().value() + " signs no more");
            case SigningKeyEvent.Revoked e ->
                took("signing key " + e.key().value() + " was revoked").because(e.reason());

            case RefusalEvent.Gathered e ->
                refused(counted(e.count(), "request") + (e.count() == 1 ? " was" : " were") + " refused within a minute"
                                + by(e.samples()))
                        .because(e.refusal());

            case RoleEvent.Defined e -> did("the role " + e.role().value() + " was defined");
            case RoleEvent.Changed e -> did("the role " + e.role().value() + " was changed");
            case RoleEvent.Removed e -> took("the role " + e.role().value() + " was removed");

            case GroupEvent.Defined e -> did("the group " + e.group().value() + " was defined");
            case GroupEvent.Changed e -> did("the group " + e.group().value() + " was changed");
            case GroupEvent.Removed e -> took("the group " + e.group().value() + " was removed");

            case AssignmentEvent.Changed e ->
                did("has " + counted(e.roles().size(), "role") + " now, and is in "
                                + counted(e.groups().size(), "group"))
                        .subject(e.user());

            case InvitationEvent.Created e ->
                did("an invitation to choose a password was made").subject(e.user());
            case InvitationEvent.Accepted e ->
                did("the invitation was accepted").subject(e.user());
            case InvitationEvent.Withdrawn e ->
                took("the invitation was withdrawn").subject(e.user()).because(e.reason());

            case ProviderEvent.Configured e ->
                did("the identity provider " + e.provider().value() + " was configured");
            case ProviderEvent.Changed e ->
                did("the identity provider " + e.provider().value() + " was changed");
            case ProviderEvent.Removed e ->
                took("the identity provider " + e.provider().value() + " was removed");
            case AuditReadingEvent.Opened e ->
                did("the audit trail was read by way of " + e.via()).from(e.address());
            case AuditPolicyEvent.Changed e ->
                did(e.policy()
                        .retention()
                        .map(kept -> "auditors can look back " + counted(kept.toDays(), "day") + " from now on")
                        .orElse("auditors can look back as far as the log goes"));
        };
    }

    private static String issuedTokens(GrantEvent.TokensIssued event) {
        if (event.accessToken().isEmpty()) {
            return "an ID token was issued";
        }
        return event.idToken().isPresent()
                ? "an access token and an ID token were issued"
                : "an access token was issued";
    }

    private static About signedOut(SessionEvent.SignedOut event) {
        About about = took("the person signed out of " + counted(event.clients().size(), "client") + ": "
                + event.backChannel().size() + " told in the back, "
                + event.frontChannel().size() + " in front");
        return event.initiator().map(about::client).orElse(about);
    }

    private static About issued(GrantEvent.Issued event) {
        About about = did("a grant was issued: " + String.join(" ", event.scopes()))
                .client(event.client())
                .grant(event.grant());
        return switch (event.origin()) {
            case GrantOrigin.Code code ->
                about.subject(code.person().user())
                        .session(code.person().session())
                        .authorization(code.authorization());
            case GrantOrigin.Device device ->
                about.subject(device.person().user()).authorization(device.authorization());
            case GrantOrigin.Extension extension ->
                extension.user().map(about::subject).orElse(about);
            case GrantOrigin.Client _ -> about;
        };
    }

    /** Those among the samples who had proved who they are. */
    private static String by(List<RefusalEvent.Sample> samples) {
        String known = samples.stream()
                .flatMap(sample -> sample.actor().stream())
                .map(About::named)
                .distinct()
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "" : ", among them of " + known;
    }

    private static String named(Actor actor) {
        return switch (actor) {
            case Actor.User user -> "user " + user.id().value();
            case Actor.Client client -> "client " + client.id().value();
            case Actor.Operator operator -> "operator " + operator.id().value();
            case Actor.Platform platform -> "the platform's " + platform.component();
            case Actor.Anonymous _ -> "nobody known";
        };
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static About did(String summary) {
        return with(AuditOutcome.DONE, summary);
    }

    private static About refused(String summary) {
        return with(AuditOutcome.REFUSED, summary);
    }

    private static About took(String summary) {
        return with(AuditOutcome.TAKEN_AWAY, summary);
    }

    private static About with(AuditOutcome outcome, String summary) {
        return new About(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                outcome,
                Optional.empty(),
                Optional.empty(),
                summary);
    }

    private About subject(UserId user) {
        return new About(Optional.of(user), client, grant, session, authorization, outcome, reason, address, summary);
    }

    private About client(ClientId id) {
        return new About(subject, Optional.of(id), grant, session, authorization, outcome, reason, address, summary);
    }

    private About grant(GrantId id) {
        return new About(subject, client, Optional.of(id), session, authorization, outcome, reason, address, summary);
    }

    private About session(SessionId id) {
        return new About(subject, client, grant, Optional.of(id), authorization, outcome, reason, address, summary);
    }

    private About authorization(AuthorizationId id) {
        return new About(subject, client, grant, session, Optional.of(id), outcome, reason, address, summary);
    }

    private About because(String code) {
        return new About(subject, client, grant, session, authorization, outcome, Optional.of(code), address, summary);
    }

    private About from(Personal where) {
        return new About(subject, client, grant, session, authorization, outcome, reason, Optional.of(where), summary);
    }
}
