package dev.symbolon.admin.list;

import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.GroupEvent;
import dev.symbolon.core.event.InvitationEvent;
import dev.symbolon.core.event.ProviderEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.event.ResourceEvent;
import dev.symbolon.core.event.RoleEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is in a tenant: a row for each stream that lists show, changed only where a list would show it. */
public final class ListProjection implements Projection<ListedRow> {
    static final String CREATED = "created";
    static final String CHANGED = "changed";
    static final String ACTIVE = "active";

    public static final View<ListedRow> VIEW = new View<>(
            "admin-list",
            2,
            ListedRow.class,
            // A row is written at every sign-in: each further index would be paid there.
            List.of(new View.Index(List.of("facets"), CREATED), new View.Index(List.of("kind"), CHANGED)));

    /** What makes a row, or changes what a list shows of it. */
    private static final List<Class<? extends DomainEvent>> FOLLOWED = List.of(
            RegistrationEvent.class,
            ClientEvent.class,
            ResourceEvent.class,
            UserEvent.class,
            SessionEvent.Started.class,
            SessionEvent.Ended.class,
            ConsentEvent.class,
            GrantEvent.Issued.class,
            GrantEvent.Revoked.class,
            RoleEvent.class,
            GroupEvent.class,
            InvitationEvent.class,
            ProviderEvent.class);

    @Override
    public View<ListedRow> view() {
        return VIEW;
    }

    @Override
    public boolean follows(Class<? extends DomainEvent> type) {
        return FOLLOWED.stream().anyMatch(followed -> followed.isAssignableFrom(type));
    }

    @Override
    public List<String> rows(RecordedEvent event) {
        return follows(event.event().getClass()) ? List.of(row(event.event().stream())) : List.of();
    }

    static String row(StreamId stream) {
        return row(stream.type(), stream.id());
    }

    private static String row(StreamType type, String id) {
        return type.label() + "~" + id;
    }

    @Override
    public ListedRow apply(@Nullable ListedRow before, RecordedEvent event, String row) {
        StreamId stream = event.event().stream();
        long clock = event.envelope().clock().value();
        ListedRow now = before != null ? before : first(stream, clock, event.event());
        return name(event.event())
                .map(name -> now.named(name, clock))
                .orElse(now)
                .status(status(event.event(), now.status()), clock);
    }

    private static ListedRow first(StreamId stream, long clock, DomainEvent event) {
        String kind = stream.type().label();
        List<String> facets = new ArrayList<>(List.of(kind));
        user(event).map(user -> Facets.of(kind, "user", user)).ifPresent(facets::add);
        client(event).map(client -> Facets.of(kind, "client", client)).ifPresent(facets::add);
        return new ListedRow(kind, stream.id(), clock, clock, ACTIVE, facets);
    }

    private static Optional<String> name(DomainEvent event) {
        return switch (event) {
            case RegistrationEvent.Registered e -> Optional.of(e.slug().value() + " " + e.displayName());
            case ClientEvent.Registered e -> Optional.of(e.metadata().name());
            case ClientEvent.Changed e -> Optional.of(e.metadata().name());
            case ResourceEvent.Registered e -> Optional.of(e.metadata().name());
            case ResourceEvent.Changed e -> Optional.of(e.metadata().name());
            case RoleEvent.Defined e -> Optional.of(e.metadata().name());
            case RoleEvent.Changed e -> Optional.of(e.metadata().name());
            case GroupEvent.Defined e -> Optional.of(e.metadata().name());
            case GroupEvent.Changed e -> Optional.of(e.metadata().name());
            case ProviderEvent.Configured e -> Optional.of(e.metadata().name());
            case ProviderEvent.Changed e -> Optional.of(e.metadata().name());
            case DomainEvent _ -> Optional.empty();
        };
    }

    private static String status(DomainEvent event, String before) {
        return switch (event) {
            case ClientEvent.Suspended _ -> "suspended";
            case ClientEvent.Reactivated _, UserEvent.Enabled _, ConsentEvent.Granted _ -> ACTIVE;
            case UserEvent.Disabled _ -> "disabled";
            case UserEvent.Erased _ -> "erased";
            case SessionEvent.Ended _ -> "ended";
            case ConsentEvent.Withdrawn _, InvitationEvent.Withdrawn _ -> "withdrawn";
            case GrantEvent.Revoked _ -> "revoked";
            case RoleEvent.Removed _, GroupEvent.Removed _, ProviderEvent.Removed _ -> "removed";
            case InvitationEvent.Accepted _ -> "accepted";
            case DomainEvent _ -> before;
        };
    }

    private static Optional<String> user(DomainEvent event) {
        return switch (event) {
            case SessionEvent.Started e -> Optional.of(e.user().value());
            case ConsentEvent e -> Optional.of(e.user().value());
            case InvitationEvent e -> Optional.of(e.user().value());
            case GrantEvent.Issued e -> e.origin().subject().map(UserId::value);
            case DomainEvent _ -> Optional.empty();
        };
    }

    private static Optional<String> client(DomainEvent event) {
        return switch (event) {
            case ConsentEvent e -> Optional.of(e.client().value());
            case GrantEvent.Issued e -> Optional.of(e.client().value());
            case DomainEvent _ -> Optional.empty();
        };
    }
}
