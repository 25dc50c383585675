package dev.symbolon.projection.grant;

import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import dev.symbolon.projection.audit.AuditProjection;
import dev.symbolon.projection.grant.GrantHistoryRow.Told;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was granted, to whom, by whom and why: a row for each authorization and a row for each grant. */
public final class GrantHistoryProjection implements Projection<GrantHistoryRow> {
    static final String SORT = "clock";
    static final String AUTHORIZATION = "authorization";
    static final String GRANT = "grant";
    public static final View<GrantHistoryRow> VIEW = new View<>(
            "grant-history",
            1,
            GrantHistoryRow.class,
            List.of(
                    new View.Index(List.of("kind"), SORT),
                    new View.Index(List.of("kind", "subject"), SORT),
                    new View.Index(List.of("kind", "client"), SORT)));

    @Override
    public View<GrantHistoryRow> view() {
        return VIEW;
    }

    @Override
    public List<String> rows(RecordedEvent event) {
        return switch (event.event()) {
            case AuthorizationEvent e -> List.of(e.authorization().value());
            case DeviceEvent e -> List.of(e.authorization().value());
            case ConsentEvent.Granted e -> List.of(e.authorization().value());
            case ConsentEvent.Extended e -> List.of(e.authorization().value());
            case GrantEvent e -> List.of(e.grant().value());
            case DomainEvent _ -> List.of();
        };
    }

    @Override
    public GrantHistoryRow apply(@Nullable GrantHistoryRow before, RecordedEvent event, String row) {
        String kind = event.event() instanceof GrantEvent ? GRANT : AUTHORIZATION;
        return GrantHistoryRow.with(before, row, kind, told(event.event()), step(event));
    }

    private static Told told(DomainEvent event) {
        return switch (event) {
            case AuthorizationEvent e ->
                authorization(e).authorization(e.authorization().value());
            case DeviceEvent e -> device(e).authorization(e.authorization().value());
            case GrantEvent e -> grant(e).grant(e.grant().value());
            case ConsentEvent e ->
                Told.of(GrantStatus.REQUESTED).client(e.client().value());
            case DomainEvent _ -> Told.of(GrantStatus.REQUESTED);
        };
    }

    private static Told authorization(AuthorizationEvent event) {
        return switch (event) {
            case AuthorizationEvent.Requested e ->
                Told.of(GrantStatus.REQUESTED)
                        .client(e.request().client().value())
                        .scopes(e.request().scopes());
            case AuthorizationEvent.SignedIn e -> of(GrantStatus.REQUESTED, e.person());
            case AuthorizationEvent.Approved _ -> Told.of(GrantStatus.REQUESTED);
            case AuthorizationEvent.Denied e ->
                Told.of(GrantStatus.DENIED).client(e.client().value());
            case AuthorizationEvent.AnsweredInFront e ->
                Told.of(GrantStatus.ANSWERED_IN_FRONT).grant(e.grant().value());
            case AuthorizationEvent.CodeIssued _ -> Told.of(GrantStatus.CODE_ISSUED);
            case AuthorizationEvent.CodeRedeemed e ->
                Told.of(GrantStatus.CODE_REDEEMED).grant(e.grant().value());
            case AuthorizationEvent.CodeRefused _ -> Told.of(GrantStatus.CODE_REFUSED);
            case AuthorizationEvent.CodeReplayed e ->
                Told.of(GrantStatus.CODE_REPLAYED).grant(e.grant().value());
        };
    }

    private static Told device(DeviceEvent event) {
        return switch (event) {
            case DeviceEvent.Requested e ->
                Told.of(GrantStatus.REQUESTED)
                        .client(e.request().client().value())
                        .scopes(e.request().scopes());
            case DeviceEvent.Approved e -> of(GrantStatus.CODE_ISSUED, e.person());
            case DeviceEvent.Denied e ->
                of(GrantStatus.DENIED, e.person()).client(e.client().value());
            case DeviceEvent.CodeRedeemed e ->
                Told.of(GrantStatus.CODE_REDEEMED).grant(e.grant().value());
            case DeviceEvent.CodeRefused _ -> Told.of(GrantStatus.CODE_REFUSED);
            case DeviceEvent.CodeReplayed e ->
                Told.of(GrantStatus.CODE_REPLAYED).grant(e.grant().value());
        };
    }

    private static Told grant(GrantEvent event) {
        return switch (event) {
            case GrantEvent.Issued e -> issued(e).client(e.client().value()).scopes(e.scopes());
            case GrantEvent.TokensIssued _ -> Told.of(GrantStatus.ACTIVE);
            case GrantEvent.RefreshReused _ -> Told.of(GrantStatus.REFRESH_REUSED);
            case GrantEvent.Revoked _ -> Told.of(GrantStatus.REVOKED);
        };
    }

    private static Told issued(GrantEvent.Issued event) {
        return switch (event.origin()) {
            case GrantOrigin.Code code ->
                of(GrantStatus.ACTIVE, code.person())
                        .authorization(code.authorization().value());
            case GrantOrigin.Device device ->
                of(GrantStatus.ACTIVE, device.person())
                        .authorization(device.authorization().value());
            case GrantOrigin.Extension extension ->
                extension
                        .user()
                        .map(user -> Told.of(GrantStatus.ACTIVE).subject(user.value()))
                        .orElseGet(() -> Told.of(GrantStatus.ACTIVE));
            case GrantOrigin.Client _ -> Told.of(GrantStatus.ACTIVE);
        };
    }

    private static Told of(GrantStatus status, SignedInPerson person) {
        return Told.of(status).person(person.user().value(), person.session().value());
    }

    private static GrantStep step(RecordedEvent event) {
        Envelope envelope = event.envelope();
        return new GrantStep(
                envelope.clock().value(),
                envelope.clock().instant(),
                envelope.id().value(),
                envelope.type(),
                envelope.stream().toString(),
                envelope.sequence(),
                AuditProjection.kindOf(envelope.actor()),
                AuditProjection.idOf(envelope.actor()),
                envelope.reason().or(() -> GrantFacts.reason(event.event())),
                envelope.correlation(),
                AuditProjection.basisOf(envelope),
                GrantFacts.of(event.event()));
    }
}
