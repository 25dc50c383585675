package dev.symbolon.projection.http;

import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.view.View;
import dev.symbolon.ports.view.Views;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every audit query says in the same way: its tenant, its position, times and page sizes. */
@Component
public final class Questions {
    private static final int LONGEST_POSITION = 200;
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Views views;
    private final EventLog log;

    Questions(Views views, EventLog log) {
        this.views = views;
        this.log = log;
    }

    /** The tenant, which exists: its own log or the register of tenants says so. */
    public TenantId tenant(String id) {
        if (!Identifier.wellFormed(id)) {
            throw AuditRefusal.unknown("tenant");
        }
        TenantId tenant = new TenantId(id);
        boolean known = tenant.equals(TenantId.SYSTEM)
                || !log.stream(StreamId.of(tenant, StreamType.TENANT, tenant), 0, 1)
                        .isEmpty()
                || !log.stream(StreamId.of(TenantId.SYSTEM, StreamType.REGISTRATION, tenant), 0, 1)
                        .isEmpty();
        if (!known) {
            throw AuditRefusal.unknown("tenant");
        }
        return tenant;
    }

    /** Waits until the view has what the caller wrote. */
    public void await(View<?> view, TenantId tenant, @Nullable String parameter, @Nullable String header) {
        String text = parameter != null ? parameter : header;
        if (text == null) {
            return;
        }
        Position position = Optional.of(text)
                .filter(t -> t.length() <= LONGEST_POSITION)
                .flatMap(Position::parse)
                .filter(parsed -> parsed.tenant().equals(tenant))
                .orElseThrow(() -> AuditRefusal.invalid("bad-position", "the position isn't one of this tenant"));
        if (!views.await(view, position)) {
            throw AuditRefusal.late();
        }
    }

    /** A bound on the hybrid clock, from a time in RFC 3339 form. */
    public Optional<Long> clock(@Nullable String time) {
        if (time == null) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(time);
            if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return Optional.of(HybridTime.atMillis(at.toEpochMilli()).value());
        } catch (DateTimeException e) {
            throw AuditRefusal.invalid("bad-time", "a time is written as 2026-01-31T12:00:00Z");
        }
    }

    public int limit(@Nullable Integer limit) {
        if (limit == null) {
            return USUAL_PAGE;
        }
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw AuditRefusal.invalid("bad-limit", "a page has 1 to 500 rows");
        }
        return limit;
    }

    /** An id out of a path: what can't be one is unknown. */
    public String id(String what, String id) {
        if (!Identifier.wellFormed(id)) {
            throw AuditRefusal.unknown(what);
        }
        return id;
    }
}
