package dev.symbolon.projection.grant;

import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.grant.GrantOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What events tell of a grant, and of the authorization that it came of, as a whole. */
record Told(
        GrantStatus status,
        Optional<String> authorization,
        Optional<String> grant,
        Optional<String> client,
        Optional<String> subject,
        Optional<String> session,
        List<String> scopes,
        Optional<Instant> until) {
    static final Told NOTHING = of(GrantStatus.REQUESTED);

    static Told by(DomainEvent event) {
        return switch (event) {
            case AuthorizationEvent e ->
                authorization(e).authorization(e.authorization().value());
            case DeviceEvent e -> device(e).authorization(e.authorization().value());
            case GrantEvent e -> grant(e).grant(e.grant().value());
            case ConsentEvent e -> of(GrantStatus.REQUESTED).client(e.client().value());
            case DomainEvent _ -> NOTHING;
        };
    }

    /** Both; the status that is further on, and the later of other values. */
    Told and(Told later) {
        return new Told(
                later.status.compareTo(status) > 0 ? later.status : status,
                later.authorization.or(() -> authorization),
                later.grant.or(() -> grant),
                later.client.or(() -> client),
                later.subject.or(() -> subject),
                later.session.or(() -> session),
                later.scopes.isEmpty() ? scopes : later.scopes,
                later.until.or(() -> until));
    }

    private static Told authorization(AuthorizationEvent event) {
        return switch (event) {
            case AuthorizationEvent.Requested e ->
                of(GrantStatus.REQUESTED)
                        .client(e.request().client().value())
                        .scopes(e.request().scopes());
            case AuthorizationEvent.SignedIn e -> of(GrantStatus.REQUESTED).person(e.person());
            case AuthorizationEvent.Approved _ -> of(GrantStatus.REQUESTED);
            case AuthorizationEvent.Denied e ->
                of(GrantStatus.DENIED).client(e.client().value());
            case AuthorizationEvent.AnsweredInFront e ->
                of(GrantStatus.ANSWERED_IN_FRONT).grant(e.grant().value());
            case AuthorizationEvent.CodeIssued _ -> of(GrantStatus.CODE_ISSUED);
            case AuthorizationEvent.CodeRedeemed e ->
                of(GrantStatus.CODE_REDEEMED).grant(e.grant().value());
            case AuthorizationEvent.CodeRefused _ -> of(GrantStatus.CODE_REFUSED);
            case AuthorizationEvent.CodeReplayed e ->
                of(GrantStatus.CODE_REPLAYED).grant(e.grant().value());
        };
    }

    private static Told device(DeviceEvent event) {
        return switch (event) {
            case DeviceEvent.Requested e ->
                of(GrantStatus.REQUESTED)
                        .client(e.request().client().value())
                        .scopes(e.request().scopes());
            case DeviceEvent.Approved e -> of(GrantStatus.CODE_ISSUED).person(e.person());
            case DeviceEvent.Denied e ->
                of(GrantStatus.DENIED).person(e.person()).client(e.client().value());
            case DeviceEvent.CodeRedeemed e ->
                of(GrantStatus.CODE_REDEEMED).grant(e.grant().value());
            case DeviceEvent.CodeRefused _ -> of(GrantStatus.CODE_REFUSED);
            case DeviceEvent.CodeReplayed e ->
                of(GrantStatus.CODE_REPLAYED).grant(e.grant().value());
        };
    }

    private static Told grant(GrantEvent event) {
        return switch (event) {
            case GrantEvent.Issued e ->
                origin(e.origin()).client(e.client().value()).scopes(e.scopes()).until(e.expiresAt());
            case GrantEvent.TokensIssued _ -> of(GrantStatus.ISSUED);
            case GrantEvent.RefreshReused _ -> of(GrantStatus.REFRESH_REUSED);
            case GrantEvent.Revoked _ -> of(GrantStatus.REVOKED);
        };
    }

    private static Told origin(GrantOrigin origin) {
        return switch (origin) {
            case GrantOrigin.Code code ->
                of(GrantStatus.ISSUED)
                        .person(code.person())
                        .authorization(code.authorization().value());
            case GrantOrigin.Device device ->
                of(GrantStatus.ISSUED)
                        .person(device.person())
                        .authorization(device.authorization().value());
            case GrantOrigin.Extension extension ->
                extension
                        .user()
                        .map(user -> of(GrantStatus.ISSUED).subject(user.value()))
                        .orElseGet(() -> of(GrantStatus.ISSUED));
            case GrantOrigin.Client _ -> of(GrantStatus.ISSUED);
        };
    }

    private static Told of(GrantStatus status) {
        return new Told(
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private Told authorization(String id) {
        return new Told(status, Optional.of(id), grant, client, subject, session, scopes, until);
    }

    private Told grant(String id) {
        return new Told(status, authorization, Optional.of(id), client, subject, session, scopes, until);
    }

    private Told client(String id) {
        return new Told(status, authorization, grant, Optional.of(id), subject, session, scopes, until);
    }

    private Told subject(String id) {
        return new Told(status, authorization, grant, client, Optional.of(id), session, scopes, until);
    }

    private Told person(SignedInPerson person) {
        return new Told(
                status,
                authorization,
                grant,
                client,
                Optional.of(person.user().value()),
                Optional.of(person.session().value()),
                scopes,
                until);
    }

    private Told scopes(List<String> names) {
        return new Told(status, authorization, grant, client, subject, session, names, until);
    }

    private Told until(Instant end) {
        return new Told(status, authorization, grant, client, subject, session, scopes, Optional.of(end));
    }
}
