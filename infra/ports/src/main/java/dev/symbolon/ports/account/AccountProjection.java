package dev.symbolon.ports.account;

import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions, grants and consents are a person's: an index, of which each row is made once. Who reads it asks the
 * streams how they stand, so that it is never wrong about what was taken back.
 */
public final class AccountProjection implements Projection<AccountRow> {
    /** When what a row names ends by itself. */
    public static final String SORT = "until";

    private static final int MOST = 100;

    /** A consent lasts until it is withdrawn. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    public static final View<AccountRow> VIEW = new View<>(
            "account",
            1,
            AccountRow.class,
            List.of(new View.Index(List.of("user", "kind"), SORT), new View.Index(List.of(), SORT)));

    @Override
    public View<AccountRow> view() {
        return VIEW;
    }

    @Override
    public boolean appendOnly() {
        return true;
    }

    @Override
    public List<String> rows(RecordedEvent event) {
        return row(event.event()).isPresent() ? List.of(event.envelope().id().value()) : List.of();
    }

    @Override
    public AccountRow apply(@Nullable AccountRow before, RecordedEvent event, String row) {
        return row(event.event()).orElseThrow();
    }

    private static Optional<AccountRow> row(DomainEvent event) {
        return switch (event) {
            case SessionEvent.Started e ->
                Optional.of(AccountRow.of(e.user(), AccountRow.SESSION, e.session(), e.expiresAt()));
            case GrantEvent.Issued e ->
                e.origin().subject().map(user -> AccountRow.of(user, AccountRow.GRANT, e.grant(), e.expiresAt()));
            case ConsentEvent.Granted e -> Optional.of(AccountRow.of(e.user(), AccountRow.CONSENT, e.client(), NEVER));
            case DomainEvent _ -> Optional.empty();
        };
    }

    /** The ids of what hasn't ended by itself, the longest-lived first, up to a bound. */
    public static List<String> of(Views views, TenantId tenant, UserId user, String kind, Instant now) {
        Page<AccountRow> page = views.find(
                VIEW,
                tenant,
                new ViewQuery(
                        Map.of("user", user.value(), "kind", kind),
                        SORT,
                        Optional.of(now.toEpochMilli()),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        MOST));
        return page.rows().stream().map(AccountRow::what).distinct().toList();
    }
}
