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
import dev.symbolon.projection.auditor.Auditor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every audit query says in the same way: its tenant, its position, times and page sizes. */
@Component
public final class Questions {
    private static final int LONGEST_POSITION = 200;
    private static final int LONGEST_VALUE = 100;
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?");
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Views views;
    private final EventLog log;

    Questions(Views views, EventLog log) {
        this.views = views;
        this.log = log;
    }

    /** The tenant, which exists and is this auditor's to read; another's is as unknown as none. */
    public TenantId tenant(String id, Auditor auditor) {
        if (!Identifier.wellFormed(id)) {
            throw AuditRefusal.unknown("tenant");
        }
        TenantId tenant = new TenantId(id);
        if (!auditor.mayRead(tenant) || !exists(tenant)) {
            throw AuditRefusal.unknown("tenant");
        }
        return tenant;
    }

    /** Its own log or the register of tenants says so. */
    private boolean exists(TenantId tenant) {
        return tenant.equals(TenantId.SYSTEM)
                || !log.stream(StreamId.of(tenant, StreamType.TENANT, tenant), 0, 1)
                        .isEmpty()
                || !log.stream(StreamId.of(TenantId.SYSTEM, StreamType.REGISTRATION, tenant), 0, 1)
                        .isEmpty();
    }

    /** Waits until the view has what the caller wrote. */
    public void await(View<?> view, Asked asked) {
        if (asked.position().isPresent() && !views.await(view, asked.position().get())) {
            throw AuditRefusal.late();
        }
    }

    static Position position(String text, TenantId tenant) {
        return Optional.of(text)
                .filter(t -> t.length() <= LONGEST_POSITION)
                .flatMap(Position::parse)
                .filter(parsed -> parsed.tenant().equals(tenant))
                .orElseThrow(() -> AuditRefusal.invalid("bad-position", "the position isn't one of this tenant"));
    }

    /** A bound on the hybrid clock, from a time in RFC 3339 form; without an offset, as forms send it, it is UTC. */
    public static HybridTime clock(String time) {
        try {
            Instant at = LOCAL.matcher(time).matches()
                    ? LocalDateTime.parse(time).toInstant(ZoneOffset.UTC)
                    : Instant.parse(time);
            if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return HybridTime.atMillis(at.toEpochMilli());
        } catch (DateTimeException e) {
            throw AuditRefusal.invalid("bad-time", "a time is written as 2026-01-31T12:00:00Z");
        }
    }

    static int limit(@Nullable String limit) {
        if (limit == null) {
            return USUAL_PAGE;
        }
        try {
            int rows = Integer.parseInt(limit);
            if (rows >= 1 && rows <= LARGEST_PAGE) {
                return rows;
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        throw AuditRefusal.invalid("bad-limit", "a page has 1 to 500 rows");
    }

    /** What rows are compared with. */
    public static String value(String value) {
        if (value.isEmpty() || value.length() > LONGEST_VALUE) {
            throw AuditRefusal.invalid("bad-filter", "a filter has 1 to 100 characters");
        }
        return value;
    }

    /** An id out of a path: what can't be one is unknown. */
    public static String id(String what, String id) {
        if (!Identifier.wellFormed(id)) {
            throw AuditRefusal.unknown(what);
        }
        return id;
    }
}
