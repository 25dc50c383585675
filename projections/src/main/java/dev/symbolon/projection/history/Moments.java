package dev.symbolon.projection.history;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.log.StableTime;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.audit.AuditProjection;
import dev.symbolon.projection.audit.AuditRow;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Questions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads moments out of questions, and knows which of them are final. */
@Component
public final class Moments {
    private static final int LONGEST = 250;
    private static final Pattern PLACE = Pattern.compile("((?:[a-z0-9~-]+/)?[a-z-]+/[a-z0-9~-]+)[#:](\\d{1,10})");
    private static final Pattern EVENT = Pattern.compile("event:([a-z0-9~-]{1,64})");

    private final EventLog log;
    private final Views views;
    private final StableTime stable;
    private final InstantSource clock = InstantSource.system();

    Moments(EventLog log, Views views, StableTime stable) {
        this.log = log;
        this.views = views;
        this.stable = stable;
    }

    /**
     * The moment that is asked for: a time ({@code 2026-03-01T12:00:00Z}), a place in a stream as events name their
     * grounds ({@code grant/abc#3}, or with a colon where a hash would end the URL), an event ({@code event:<id>}), or
     * now.
     */
    public Moment parse(TenantId tenant, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Moment.at(clock.instant());
        }
        Matcher event = EVENT.matcher(text);
        if (event.matches()) {
            AuditRow row = views.row(AuditProjection.VIEW, tenant, event.group(1))
                    .orElseThrow(() -> AuditRefusal.unknown("event"));
            return Moment.of(event(log, tenant, row.stream(), row.sequence()));
        }
        return parse(log, tenant, text);
    }

    /** A time or a place in a stream, by the log alone. */
    static Moment parse(EventLog log, TenantId tenant, String text) {
        if (text.length() > LONGEST) {
            throw malformed();
        }
        Matcher place = PLACE.matcher(text);
        return place.matches()
                ? Moment.of(event(log, tenant, place.group(1), Long.parseLong(place.group(2))))
                : Moment.at(Questions.clock(text).instant());
    }

    private static RecordedEvent event(EventLog log, TenantId tenant, String stream, long sequence) {
        StreamId id;
        try {
            id = StreamId.parseFor(tenant, stream);
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
        return Optional.of(id)
                .filter(named -> named.tenant().equals(tenant))
                .flatMap(named -> log.stream(named, sequence, 1).stream().findFirst())
                .orElseThrow(() -> AuditRefusal.unknown("event"));
    }

    /** Whether more may still be added to the log before that moment. */
    public boolean provisional(TenantId tenant, Moment moment) {
        return moment.clock().compareTo(stable.of(tenant)) > 0;
    }

    /** When the log was last known to be complete. */
    public Instant stable(TenantId tenant) {
        return stable.of(tenant).instant();
    }

    private static AuditRefusal malformed() {
        return AuditRefusal.invalid(
                "bad-moment",
                "a moment is a time (2026-01-31T12:00:00Z), a place (grant/abc:3) or an event (event:abc)");
    }
}
