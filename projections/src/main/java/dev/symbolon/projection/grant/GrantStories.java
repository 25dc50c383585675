package dev.symbolon.projection.grant;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.revocation.Voided;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.projection.audit.About;
import dev.symbolon.projection.audit.AuditProjection;
import dev.symbolon.projection.client.ClientNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Tells the life of a grant from the log itself: the authorization, the grant, what the person agreed to meanwhile, and
 * what took the access away from outside. Every decision comes with what it had read.
 */
@Component
public final class GrantStories {
    private static final int PAGE = 500;
    private static final int FIRST_TOLD = 40;
    private static final int LAST_TOLD = 80;

    private final EventLog log;
    private final Grounds grounds;
    private final InstantSource clock = InstantSource.system();

    GrantStories(EventLog log) {
        this.log = log;
        this.grounds = new Grounds(log::stream);
    }

    /** By the grant's id or that of the authorization that it came of; empty when the tenant has neither. */
    public Optional<GrantLife> of(TenantId tenant, String id) {
        return asOf(tenant, id, clock.instant());
    }

    /** The same, with the status that it has at that time; what has happened is told whole. */
    Optional<GrantLife> asOf(TenantId tenant, String id, Instant now) {
        List<RecordedEvent> events = new ArrayList<>(stream(tenant, StreamType.GRANT, id));
        events.addAll(request(tenant, id));
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Told told = told(events);
        told.authorization()
                .filter(other -> !other.equals(id))
                .ifPresent(other -> events.addAll(request(tenant, other)));
        told.grant()
                .filter(other -> !other.equals(id))
                .ifPresent(other -> events.addAll(stream(tenant, StreamType.GRANT, other)));
        Told whole = told(events);
        List<RecordedEvent> client = whole.client()
                .map(name -> stream(tenant, StreamType.CLIENT, name))
                .orElse(List.of());
        Optional<GrantEnd> end = GrantEnd.of(events);
        List<RecordedEvent> around = around(tenant, whole, client, events, end);
        GrantStatus status = whole.status() == GrantStatus.ISSUED
                ? end.map(it -> it.status(around, now)).orElse(whole.status())
                : whole.status();
        events.addAll(around);
        return Optional.of(life(whole, status, end, ClientNames.after(client), events));
    }

    private static Told told(List<RecordedEvent> events) {
        return events.stream()
                .sorted(GrantStep.AS_IT_HAPPENED)
                .map(event -> Told.by(event.event()))
                .reduce(Told.NOTHING, Told::and);
    }

    /** What happened to those whom the grant is between, while it was alive, and concerned it. */
    private List<RecordedEvent> around(
            TenantId tenant, Told told, List<RecordedEvent> client, List<RecordedEvent> own, Optional<GrantEnd> end) {
        Instant from = own.stream()
                .map(event -> event.envelope().clock().instant())
                .min(Instant::compareTo)
                .orElseThrow();
        Predicate<RecordedEvent> meanwhile = event -> {
            Instant at = event.envelope().clock().instant();
            return !at.isBefore(from)
                    && end.map(GrantEnd::expires).map(at::isBefore).orElse(true);
        };
        Optional<AuthorizationId> authorization = told.authorization().map(AuthorizationId::new);
        List<RecordedEvent> around = new ArrayList<>(client);
        told.subject().ifPresent(subject -> {
            told.client()
                    .ifPresent(id -> around.addAll(stream(
                            tenant,
                            StreamType.CONSENT,
                            ConsentId.of(new UserId(subject), new ClientId(id)).value())));
            around.addAll(stream(tenant, StreamType.USER, subject));
            around.addAll(stream(tenant, StreamType.CREDENTIAL, subject));
        });
        told.session().ifPresent(session -> around.addAll(stream(tenant, StreamType.SESSION, session)));
        around.addAll(stream(tenant, StreamType.TENANT, tenant.value()));
        around.addAll(stream(tenant, StreamType.SIGNING_KEYS, KeyRingId.ONLY.value()));
        return around.stream()
                .filter(meanwhile)
                .filter(event -> concerns(event, authorization, end))
                .sorted(GrantStep.AS_IT_HAPPENED)
                .toList();
    }

    private static boolean concerns(
            RecordedEvent event, Optional<AuthorizationId> authorization, Optional<GrantEnd> end) {
        return switch (event.event()) {
            case ConsentEvent.Granted e ->
                authorization.filter(e.authorization()::equals).isPresent();
            case ConsentEvent.Extended e ->
                authorization.filter(e.authorization()::equals).isPresent();
            case ConsentEvent.Withdrawn _,
                    SessionEvent.Ended _,
                    SessionEvent.SignedOut _,
                    UserEvent.Disabled _,
                    UserEvent.Erased _,
                    CredentialEvent.PasswordRemoved _,
                    ClientEvent.Suspended _,
                    TenantEvent.Suspended _,
                    TenantEvent.OffBoarded _ -> end.isPresent();
            // The first password of all, and another hash of the same one, take nothing away.
            case CredentialEvent.PasswordSet e ->
                end.isPresent() && Voided.by(e, event.envelope().sequence()).isPresent();
            case SigningKeyEvent.Revoked e ->
                end.filter(it -> it.rests(e.key(), event.envelope().clock().instant()))
                        .isPresent();
            case DomainEvent _ -> false;
        };
    }

    private GrantLife life(
            Told told, GrantStatus status, Optional<GrantEnd> end, Optional<String> name, List<RecordedEvent> events) {
        List<RecordedEvent> ordered =
                events.stream().sorted(GrantStep.AS_IT_HAPPENED).toList();
        int omitted = Math.max(0, ordered.size() - FIRST_TOLD - LAST_TOLD);
        List<RecordedEvent> shown = new ArrayList<>(ordered);
        if (omitted > 0) {
            shown.subList(FIRST_TOLD, FIRST_TOLD + omitted).clear();
        }
        Map<Basis, List<Ground>> known = new HashMap<>();
        Map<String, Occasion> occasions = Occasion.of(ordered);
        boolean outlives = end.filter(GrantEnd::outlivesSession).isPresent();
        List<GrantStep> steps = shown.stream()
                .map(event -> step(
                        event,
                        known,
                        Telling.of(event, occasions.getOrDefault(event.commitId(), Occasion.REFRESH), outlives)))
                .toList();
        return new GrantLife(
                told.authorization(),
                told.grant(),
                told.client(),
                name,
                told.subject(),
                told.session(),
                told.scopes(),
                status,
                steps,
                omitted);
    }

    private GrantStep step(RecordedEvent event, Map<Basis, List<Ground>> known, List<Message> messages) {
        Envelope envelope = event.envelope();
        return new GrantStep(
                envelope.clock().value(),
                envelope.clock().instant(),
                envelope.id().value(),
                envelope.type(),
                About.of(event.event()).summary(),
                envelope.stream().toString(),
                envelope.sequence(),
                AuditProjection.kindOf(envelope.actor()),
                AuditProjection.idOf(envelope.actor()),
                envelope.reason().or(() -> GrantFacts.reason(event.event())),
                envelope.correlation(),
                GrantFacts.of(event.event()),
                Grounds.basis(event).stream()
                        .flatMap(basis -> known.computeIfAbsent(basis, this::ground).stream())
                        .distinct()
                        .toList(),
                messages);
    }

    private List<Ground> ground(Basis basis) {
        List<RecordedEvent> events = grounds.of(basis);
        return events.isEmpty()
                ? List.of(Ground.none(basis.stream()))
                : events.stream().map(Ground::of).toList();
    }

    /** What a grant comes of, by the browser or by a device. */
    private List<RecordedEvent> request(TenantId tenant, String id) {
        List<RecordedEvent> browsers = stream(tenant, StreamType.AUTHORIZATION, id);
        return browsers.isEmpty() ? stream(tenant, StreamType.DEVICE, id) : browsers;
    }

    private List<RecordedEvent> stream(TenantId tenant, StreamType type, String id) {
        StreamId stream = new StreamId(tenant, type, id);
        List<RecordedEvent> events = new ArrayList<>();
        List<RecordedEvent> page;
        do {
            page = log.stream(stream, events.size(), PAGE);
            events.addAll(page);
        } while (page.size() == PAGE);
        return events;
    }
}
