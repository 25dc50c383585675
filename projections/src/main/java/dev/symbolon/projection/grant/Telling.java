package dev.symbolon.projection.grant;

import static dev.symbolon.projection.grant.Party.API;
import static dev.symbolon.projection.grant.Party.BROWSER;
import static dev.symbolon.projection.grant.Party.CLIENT;
import static dev.symbolon.projection.grant.Party.SERVER;
import static dev.symbolon.projection.grant.Party.USER;

import dev.symbolon.core.authorization.ConsentGround;
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
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.GroupEvent;
import dev.symbolon.core.event.InvitationEvent;
import dev.symbolon.core.event.ProviderEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.event.ResourceEvent;
import dev.symbolon.core.event.RoleEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.revocation.Voided;
import dev.symbolon.projection.grant.Message.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which messages of a flow an event tells. Every event of the aggregates that a flow touches has its line: one that is
 * added doesn't compile until somebody says what it looks like, or that it isn't seen.
 */
final class Telling {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Envelope envelope;
    private final Occasion occasion;
    private final boolean outlives;
    private final List<Message> messages = new ArrayList<>();

    private Telling(Envelope envelope, Occasion occasion, boolean outlives) {
        this.envelope = envelope;
        this.occasion = occasion;
        this.outlives = outlives;
    }

    /** @param outlives whether the access goes on when the session ends */
    static List<Message> of(RecordedEvent recorded, Occasion occasion, boolean outlives) {
        Telling telling = new Telling(recorded.envelope(), occasion, outlives);
        switch (recorded.event()) {
            case AuthorizationEvent e -> telling.authorization(e);
            case DeviceEvent e -> telling.device(e);
            case ConsentEvent e -> telling.consent(e);
            case GrantEvent e -> telling.grant(e);
            case SessionEvent e -> telling.session(e);
            case UserEvent e -> telling.user(e);
            case ClientEvent e -> telling.client(e);
            case TenantEvent e -> telling.tenant(e);
            case CredentialEvent e -> telling.credential(e);
            case SigningKeyEvent e -> telling.signingKey(e);
            case ResourceEvent _,
                    RefusalEvent _,
                    RegistrationEvent _,
                    RoleEvent _,
                    GroupEvent _,
                    AssignmentEvent _,
                    InvitationEvent _,
                    ProviderEvent _,
                    AuditReadingEvent _,
                    AuditPolicyEvent _ -> {}
        }
        return telling.messages;
    }

    private void authorization(AuthorizationEvent event) {
        switch (event) {
            case AuthorizationEvent.Requested e -> {
                say(CLIENT, BROWSER, "go and ask for: " + words(e.request().scopes()));
                say(
                        BROWSER,
                        SERVER,
                        e.request().codeChallenge().isPresent() ? "GET authorize (PKCE S256)" : "GET authorize");
            }
            case AuthorizationEvent.SignedIn e -> {
                // Within the skew of a sign-in that this very request caused, the time says nothing more.
                boolean earlier =
                        Duration.between(e.person().authTime(), e.at()).compareTo(Duration.ofMinutes(1)) > 0;
                String since = earlier ? " since " + moment(e.person().authTime()) : "";
                say(
                        USER,
                        SERVER,
                        "signed in by " + String.join(" and ", e.person().amr()) + since);
            }
            case AuthorizationEvent.Approved e -> say(SERVER, SERVER, "approved, consent " + ground(e.ground()));
            case AuthorizationEvent.Denied _ -> {
                mark(Mark.FAILED, USER, SERVER, "says no");
                mark(Mark.FAILED, SERVER, BROWSER, "access_denied");
                mark(Mark.FAILED, BROWSER, CLIENT, "access_denied");
            }
            // The tokens themselves are the grant's to tell.
            case AuthorizationEvent.AnsweredInFront _ -> {}
            case AuthorizationEvent.CodeIssued e -> {
                say(SERVER, BROWSER, "code, good until " + moment(e.expiresAt()));
                say(BROWSER, CLIENT, "code");
            }
            case AuthorizationEvent.CodeRedeemed _ -> say(CLIENT, SERVER, "POST token: code");
            case AuthorizationEvent.CodeRefused e -> {
                say(CLIENT, SERVER, "POST token: code");
                mark(Mark.FAILED, SERVER, CLIENT, "code REFUSED: " + e.reason());
            }
            case AuthorizationEvent.CodeReplayed e -> {
                mark(
                        Mark.REPLAYED,
                        CLIENT,
                        SERVER,
                        "spent code REPLAYED by " + e.presentedBy().value());
                mark(Mark.FAILED, SERVER, CLIENT, "invalid_grant");
            }
        }
    }

    /** RFC 8628 §1: the client is on the device, the browser on another one. */
    private void device(DeviceEvent event) {
        switch (event) {
            case DeviceEvent.Requested e -> {
                say(
                        CLIENT,
                        SERVER,
                        "POST device authorization: " + words(e.request().scopes()));
                say(USER, BROWSER, "opens the address, types the code");
                say(BROWSER, SERVER, "user code");
            }
            case DeviceEvent.Approved e -> {
                say(
                        USER,
                        SERVER,
                        "signed in by " + String.join(" and ", e.person().amr()));
                say(USER, SERVER, "lets the device have: " + words(e.access().scopes()));
                say(SERVER, SERVER, "approved, consent " + ground(e.ground()));
            }
            case DeviceEvent.Denied _ -> {
                mark(Mark.FAILED, USER, SERVER, "says no");
                mark(Mark.FAILED, SERVER, CLIENT, "access_denied");
            }
            case DeviceEvent.CodeRedeemed _ -> say(CLIENT, SERVER, "POST token: device code");
            case DeviceEvent.CodeRefused e -> {
                say(CLIENT, SERVER, "POST token: device code");
                mark(Mark.FAILED, SERVER, CLIENT, "device code REFUSED: " + e.reason());
            }
            case DeviceEvent.CodeReplayed e -> {
                mark(
                        Mark.REPLAYED,
                        CLIENT,
                        SERVER,
                        "spent device code REPLAYED by " + e.presentedBy().value());
                mark(Mark.FAILED, SERVER, CLIENT, "invalid_grant");
            }
        }
    }

    private static String ground(ConsentGround ground) {
        return ground.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void consent(ConsentEvent event) {
        switch (event) {
            case ConsentEvent.Granted e -> say(USER, SERVER, "agrees to: " + words(e.scopes()));
            case ConsentEvent.Extended e -> say(USER, SERVER, "agrees to more: " + words(e.added()));
            case ConsentEvent.Withdrawn e -> mark(Mark.REVOKED, USER, SERVER, "consent WITHDRAWN: " + e.reason());
        }
    }

    private void grant(GrantEvent event) {
        switch (event) {
            case GrantEvent.Issued e -> {
                switch (e.origin()) {
                    case GrantOrigin.Code _, GrantOrigin.Device _ -> {}
                    case GrantOrigin.Extension extension ->
                        say(CLIENT, SERVER, "POST token: " + extension.type().value());
                    case GrantOrigin.Client _ -> say(CLIENT, SERVER, "POST token: for itself, " + words(e.scopes()));
                }
                say(SERVER, SERVER, "grant until " + moment(e.expiresAt()));
            }
            case GrantEvent.TokensIssued e -> tokens(e);
            case GrantEvent.RefreshReused e -> {
                mark(
                        Mark.REPLAYED,
                        CLIENT,
                        SERVER,
                        "rotated refresh token " + e.generation() + " REUSED by "
                                + e.presentedBy().value());
                mark(Mark.FAILED, SERVER, CLIENT, "invalid_grant");
            }
            case GrantEvent.Revoked e -> mark(Mark.REVOKED, SERVER, SERVER, "grant REVOKED: " + e.reason());
        }
    }

    private void tokens(GrantEvent.TokensIssued event) {
        if (occasion == Occasion.REFRESH) {
            say(
                    CLIENT,
                    SERVER,
                    "POST token: refresh token"
                            + event.refresh()
                                    .map(link -> " " + (link.generation() - 1))
                                    .orElse(""));
        }
        List<String> what = new ArrayList<>();
        event.accessToken().ifPresent(token -> what.add("access token until " + moment(token.expiresAt())));
        event.idToken().ifPresent(_ -> what.add("ID token"));
        event.refresh().ifPresent(link -> what.add("refresh token " + link.generation()));
        String tokens = String.join(", ", what);
        if (occasion == Occasion.AUTHORIZE) {
            // Multiple Response Types §5: the authorization endpoint's own answer carries them.
            say(SERVER, BROWSER, tokens);
            say(BROWSER, CLIENT, tokens);
        } else {
            say(SERVER, CLIENT, tokens);
        }
        event.accessToken()
                .filter(token -> !token.audience().isEmpty())
                .ifPresent(token -> mark(
                        Mark.POSSIBLE,
                        CLIENT,
                        API,
                        "can call " + words(token.audience()) + " for " + words(token.scopes())));
    }

    private void session(SessionEvent event) {
        switch (event) {
            case SessionEvent.Started _,
                    SessionEvent.Confirmed _,
                    SessionEvent.Used _,
                    SessionEvent.ClientJoined _ -> {}
            case SessionEvent.SignedOut _ -> mark(outlives ? Mark.NONE : Mark.REVOKED, USER, SERVER, "signs out");
            case SessionEvent.ClientNotified e -> say(SERVER, CLIENT, "logout token: " + e.answer());
            case SessionEvent.Ended e -> {
                if (!outlives && voids(e)) {
                    mark(Mark.REVOKED, USER, SERVER, "session ENDED: " + e.reason());
                } else {
                    say(USER, SERVER, "session ended: " + e.reason() + "; the access goes on");
                }
            }
        }
    }

    private void credential(CredentialEvent event) {
        switch (event) {
            case CredentialEvent.PasswordSet e -> {
                if (voids(e)) {
                    // An admin sets it for somebody, who may not know.
                    boolean own = envelope.actor().equals(new Actor.User(e.user()));
                    mark(Mark.REVOKED, own ? USER : SERVER, SERVER, "password CHANGED");
                }
            }
            case CredentialEvent.PasswordRemoved _ -> mark(Mark.REVOKED, SERVER, SERVER, "password REMOVED");
            case CredentialEvent.PasswordRefused _, CredentialEvent.PasswordAccepted _ -> {}
        }
    }

    private void signingKey(SigningKeyEvent event) {
        switch (event) {
            case SigningKeyEvent.Created _, SigningKeyEvent.Retired _ -> {}
            case SigningKeyEvent.Revoked e -> mark(Mark.REVOKED, SERVER, SERVER, "signing key REVOKED: " + e.reason());
        }
    }

    private boolean voids(DomainEvent event) {
        return Voided.by(event, envelope.sequence()).isPresent();
    }

    private void user(UserEvent event) {
        switch (event) {
            case UserEvent.Registered _, UserEvent.ProfileChanged _, UserEvent.Enabled _ -> {}
            case UserEvent.Disabled e -> mark(Mark.REVOKED, SERVER, SERVER, "account DISABLED: " + e.reason());
            case UserEvent.Erased e -> mark(Mark.REVOKED, SERVER, SERVER, "account ERASED: " + e.reason());
        }
    }

    private void client(ClientEvent event) {
        switch (event) {
            case ClientEvent.Registered _,
                    ClientEvent.Changed _,
                    ClientEvent.SecretsChanged _,
                    ClientEvent.Reactivated _ -> {}
            case ClientEvent.Suspended e -> mark(Mark.REVOKED, SERVER, SERVER, "client SUSPENDED: " + e.reason());
        }
    }

    private void tenant(TenantEvent event) {
        switch (event) {
            case TenantEvent.Onboarded _,
                    TenantEvent.BrandingChanged _,
                    TenantEvent.LoginPolicyChanged _,
                    TenantEvent.TokenPolicyChanged _,
                    TenantEvent.ClaimMappingChanged _,
                    TenantEvent.MigrationFlowsChanged _,
                    TenantEvent.LimitsChanged _,
                    TenantEvent.DataDestroyed _,
                    TenantEvent.Reactivated _ -> {}
            case TenantEvent.OffBoarded e -> mark(Mark.REVOKED, SERVER, SERVER, "tenant LEFT: " + e.reason());
            case TenantEvent.Suspended e -> mark(Mark.REVOKED, SERVER, SERVER, "tenant SUSPENDED: " + e.reason());
        }
    }

    private void say(Party from, Party to, String text) {
        mark(Mark.NONE, from, to, text);
    }

    private void mark(Mark mark, Party from, Party to, String text) {
        messages.add(Message.of(envelope, from, to, text, mark));
    }

    /** The time alone on the day of the event itself, the day with it otherwise. */
    private String moment(Instant at) {
        boolean sameDay = at.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .equals(envelope.clock().instant().atZone(ZoneOffset.UTC).toLocalDate());
        return (sameDay ? TIME : DAY).format(at);
    }

    private static String words(List<String> values) {
        return String.join(" ", values);
    }
}
