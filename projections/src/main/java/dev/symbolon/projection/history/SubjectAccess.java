package dev.symbolon.projection.history;

import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.view.Following;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.audit.Retention;
import dev.symbolon.projection.client.ClientNames;
import dev.symbolon.projection.grant.GrantHistoryProjection;
import dev.symbolon.projection.grant.GrantHistoryRow;
import dev.symbolon.projection.grant.Grounds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Answers what a subject's tokens could reach at a moment, and why. The read model says which grants hadn't come to their
 * end by then; all else is read from the log.
 */
@Component
public final class SubjectAccess {
    private static final int PAGE = 200;
    private static final int MOST_GRANTS = 2_000;
    private static final Duration RECENT = Duration.ofHours(1);

    private final Views views;
    private final Past past;
    private final Moments moments;
    private final InForce inForce;
    private final Following following;
    private final Retention retention;
    private final InstantSource clock = InstantSource.system();

    SubjectAccess(Views views, Past past, Moments moments, InForce inForce, Following following, Retention retention) {
        this.retention = retention;
        this.following = following;
        this.views = views;
        this.past = past;
        this.moments = moments;
        this.inForce = inForce;
    }

    public Access of(TenantId tenant, UserId subject, Moment moment) {
        StreamId user = StreamId.of(tenant, StreamType.USER, subject);
        Optional<Past.Was<UserState>> was = past.state(UserState.FOLD, user, moment);
        List<String> but = was.map(it -> inForce.but(user, it.state(), moment)).orElse(List.of());
        List<Reach> reaches = new ArrayList<>();
        boolean partial = but.isEmpty() && (collect(tenant, subject, moment, reaches) || pruned(tenant, moment));
        return new Access(
                subject.value(),
                moment.instant(),
                moments.provisional(tenant, moment) || behind(tenant, moment),
                moments.stable(tenant),
                was.isPresent(),
                but,
                reaches,
                partial);
    }

    /** Whether the read model may lack grants of that moment; it is never hours behind without being built anew. */
    private boolean behind(TenantId tenant, Moment moment) {
        Instant now = clock.instant();
        return moment.instant().isAfter(now.minus(RECENT))
                && following.lag(tenant).stream()
                        .filter(lag -> lag.view().startsWith(GrantHistoryProjection.VIEW.name()))
                        .anyMatch(lag -> lag.waiting() > 0 && !moment.instant().isBefore(now.minus(lag.behind())));
    }

    /** Whether grants that counted then may be in the log only. */
    private boolean pruned(TenantId tenant, Moment moment) {
        return retention
                .begin(tenant)
                .filter(begin -> moment.clock().value() < begin)
                .isPresent();
    }

    /** Whether there were more than are looked at. */
    private boolean collect(TenantId tenant, UserId subject, Moment moment, List<Reach> into) {
        Takings takings = new Takings(past, tenant, moment);
        Optional<String> cursor = Optional.empty();
        int looked = 0;
        do {
            Page<GrantHistoryRow> page = views.find(
                    GrantHistoryProjection.VIEW,
                    tenant,
                    new ViewQuery(
                            Map.of("kind", GrantHistoryProjection.GRANT, "subject", subject.value()),
                            GrantHistoryProjection.ENDS,
                            Optional.of(moment.clock().value()),
                            Optional.empty(),
                            false,
                            cursor,
                            PAGE));
            page.rows().stream()
                    .filter(row -> row.clock() <= moment.clock().value())
                    .forEach(row -> into.addAll(grant(tenant, new GrantId(row.id()), moment, takings)));
            looked += page.rows().size();
            cursor = page.next();
        } while (cursor.isPresent() && looked < MOST_GRANTS);
        into.sort(Comparator.comparing(Reach::since).reversed());
        return cursor.isPresent();
    }

    private List<Reach> grant(TenantId tenant, GrantId id, Moment moment, Takings takings) {
        List<RecordedEvent> events = takings.read(StreamId.of(tenant, StreamType.GRANT, id));
        if (events.isEmpty() || !(events.getFirst().event() instanceof GrantEvent.Issued issued)) {
            return List.of();
        }
        Optional<GrantState> state = takings.state(GrantState.FOLD, StreamId.of(tenant, StreamType.GRANT, id));
        if (state.filter(grant -> inForce.but(grant, takings).isEmpty()).isEmpty()) {
            return List.of();
        }
        List<Reach> reaches = new ArrayList<>();
        Optional<RecordedEvent> refreshed = Optional.empty();
        for (RecordedEvent event : events) {
            if (event.event() instanceof GrantEvent.TokensIssued tokens) {
                tokens.accessToken()
                        .filter(token -> moment.instant().isBefore(token.expiresAt()))
                        .filter(token -> stood(token, issued, event, takings))
                        .ifPresent(token -> reaches.add(access(tenant, issued, token, event, takings, events)));
                if (tokens.refresh().isPresent()) {
                    refreshed = Optional.of(event);
                }
            }
        }
        // A refresh token stands as long as its grant does, whenever it was made.
        refreshed
                .flatMap(event -> refresh(tenant, issued, event, moment, takings, events))
                .ifPresent(reaches::add);
        return reaches;
    }

    /** Whether the access token counted, in a grant that did. */
    private static boolean stood(IssuedToken token, GrantEvent.Issued issued, RecordedEvent event, Takings takings) {
        return !takings.tookKey(token.key())
                && takings.took(
                                Holder.of(issued.tenant(), issued.client(), issued.origin(), token.scopes()),
                                issued.grant(),
                                token.jti().clock().orElse(event.envelope().clock()))
                        .isEmpty();
    }

    /** The stream of the request that the grant came of. */
    private static Optional<StreamId> request(GrantEvent.Issued issued) {
        return switch (issued.origin()) {
            case GrantOrigin.Code code ->
                Optional.of(StreamId.of(issued.tenant(), StreamType.AUTHORIZATION, code.authorization()));
            case GrantOrigin.Device device ->
                Optional.of(StreamId.of(issued.tenant(), StreamType.DEVICE, device.authorization()));
            case GrantOrigin.Client _, GrantOrigin.Extension _ -> Optional.empty();
        };
    }

    private Reach access(
            TenantId tenant,
            GrantEvent.Issued issued,
            IssuedToken token,
            RecordedEvent event,
            Takings takings,
            List<RecordedEvent> grant) {
        return new Reach(
                Reach.Kind.ACCESS_TOKEN,
                token.jti().value(),
                issued.grant().value(),
                issued.client().value(),
                name(tenant, issued, takings),
                token.audience(),
                token.scopes(),
                token.issuedAt(),
                token.expiresAt(),
                because(tenant, issued, event, takings, grant));
    }

    /** The newest link of the family, while neither it nor the family had come to its end. */
    private Optional<Reach> refresh(
            TenantId tenant,
            GrantEvent.Issued issued,
            RecordedEvent event,
            Moment moment,
            Takings takings,
            List<RecordedEvent> grant) {
        RefreshGeneration link =
                ((GrantEvent.TokensIssued) event.event()).refresh().orElseThrow();
        Instant until = link.idleExpiresAt().isBefore(issued.expiresAt()) ? link.idleExpiresAt() : issued.expiresAt();
        return moment.instant().isBefore(until)
                ? Optional.of(new Reach(
                        Reach.Kind.REFRESH_TOKEN,
                        Long.toString(link.generation()),
                        issued.grant().value(),
                        issued.client().value(),
                        name(tenant, issued, takings),
                        issued.audience(),
                        issued.scopes(),
                        event.envelope().clock().instant(),
                        until,
                        because(tenant, issued, event, takings, grant)))
                : Optional.empty();
    }

    /** As the client was called then: its stream is read up to the moment, for what took its tokens away. */
    private static String name(TenantId tenant, GrantEvent.Issued issued, Takings takings) {
        return ClientNames.after(takings.read(StreamId.of(tenant, StreamType.CLIENT, issued.client())))
                .orElse(issued.client().value());
    }

    /** The token, the grant, what it came of, and what these decisions rested on. */
    private List<By> because(
            TenantId tenant,
            GrantEvent.Issued issued,
            RecordedEvent token,
            Takings takings,
            List<RecordedEvent> grant) {
        Map<String, RecordedEvent> causes = new LinkedHashMap<>();
        causes.put(token.envelope().id().value(), token);
        causes.put(grant.getFirst().envelope().id().value(), grant.getFirst());
        request(issued)
                .ifPresent(stream -> takings.read(stream).stream()
                        .filter(event -> ledThere(event.event()))
                        .forEach(event -> causes.put(event.envelope().id().value(), event)));
        Map<StreamId, Long> read = new HashMap<>();
        causes.values().stream()
                .flatMap(event -> Grounds.basis(event).stream())
                .filter(basis -> basis.sequence() >= 0)
                .forEach(basis -> read.merge(basis.stream(), basis.sequence(), Math::max));
        consented(tenant, issued, takings, causes);
        Grounds grounds = new Grounds((stream, from, limit) -> limit == 1
                ? takings.at(stream, from).stream().toList()
                : takings.read(stream).stream().skip(from).limit(limit).toList());
        read.forEach((stream, sequence) -> grounds.of(new Basis(stream, sequence))
                .forEach(event -> causes.putIfAbsent(event.envelope().id().value(), event)));
        return causes.values().stream()
                .sorted(Comparator.<RecordedEvent>comparingLong(
                                event -> event.envelope().clock().value())
                        .thenComparing(event -> event.envelope().stream().toString())
                        .thenComparingLong(event -> event.envelope().sequence())
                        .reversed())
                .map(By::of)
                .toList();
    }

    /** What the person agreed to within the approval's own commit is no basis of it, but its cause all the same. */
    private static void consented(
            TenantId tenant, GrantEvent.Issued issued, Takings takings, Map<String, RecordedEvent> causes) {
        List<String> commits =
                causes.values().stream().map(RecordedEvent::commitId).toList();
        issued.origin()
                .agreedBy()
                .map(person -> StreamId.of(tenant, StreamType.CONSENT, ConsentId.of(person.user(), issued.client())))
                .ifPresent(consent -> takings.read(consent).stream()
                        .filter(event -> commits.contains(event.commitId()))
                        .forEach(event -> causes.put(event.envelope().id().value(), event)));
    }

    /** Of a request's events, those without which there would be no grant. */
    private static boolean ledThere(DomainEvent event) {
        return switch (event) {
            case AuthorizationEvent.Requested _,
                    AuthorizationEvent.SignedIn _,
                    AuthorizationEvent.Approved _,
                    AuthorizationEvent.CodeRedeemed _,
                    DeviceEvent.Requested _,
                    DeviceEvent.Approved _,
                    DeviceEvent.CodeRedeemed _ -> true;
            case DomainEvent _ -> false;
        };
    }
}
