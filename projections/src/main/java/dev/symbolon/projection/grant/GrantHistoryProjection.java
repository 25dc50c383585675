package dev.symbolon.projection.grant;

import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was granted, to whom and what became of it: a row for each authorization and a row for each grant. */
public final class GrantHistoryProjection implements Projection<GrantHistoryRow> {
    public static final String SORT = "clock";
    /** The other order: by the end of what was granted, for who asks what was alive at a time. */
    public static final String ENDS = "until";

    public static final String AUTHORIZATION = "authorization";
    public static final String GRANT = "grant";
    public static final View<GrantHistoryRow> VIEW = new View<>(
            "grant-history",
            3,
            GrantHistoryRow.class,
            List.of(
                    new View.Index(List.of("kind"), SORT),
                    new View.Index(List.of("kind", "subject"), SORT),
                    new View.Index(List.of("kind", "client"), SORT),
                    new View.Index(List.of("kind", "subject"), ENDS),
                    new View.Index(List.of("kind"), ENDS)));

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
        return GrantHistoryRow.with(
                before, row, kind, Told.by(event.event()), event.envelope().clock());
    }
}
