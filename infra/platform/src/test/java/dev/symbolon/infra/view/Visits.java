package dev.symbolon.infra.view;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A view for tests: for each session, and for all of them, what was seen of their use. */
public final class Visits implements Projection<Visits.Row> {
    public static final String ALL = "all";
    public static final View<Row> VIEW = version(1);

    /** The same, by a later release. */
    public static final View<Row> LATER = version(2);

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** @param latest the highest minute seen, whatever came first */
    public record Row(String kind, long count, Instant last, Optional<String> session) {}

    /** Of these minutes, the projection can't make anything. */
    public final java.util.Set<Long> poison = java.util.concurrent.ConcurrentHashMap.newKeySet();

    public final AtomicInteger applied = new AtomicInteger();

    private final View<Row> view;

    public Visits() {
        this(VIEW);
    }

    public Visits(View<Row> view) {
        this.view = view;
    }

    private static View<Row> version(int version) {
        return new View<>(
                "visits",
                version,
                Row.class,
                List.of(new View.Index(List.of(), "last"), new View.Index(List.of("kind"), "last")));
    }

    @Override
    public View<Row> view() {
        return view;
    }

    @Override
    public boolean follows(Class<? extends DomainEvent> type) {
        return type == SessionEvent.Used.class;
    }

    @Override
    public List<String> rows(RecordedEvent event) {
        return event.event() instanceof SessionEvent.Used used
                ? List.of(used.session().value(), ALL)
                : List.of();
    }

    @Override
    public Row apply(@Nullable Row before, RecordedEvent event, String row) {
        SessionEvent.Used used = (SessionEvent.Used) event.event();
        if (poison.contains(minute(used.at()))) {
            throw new IllegalStateException("minute " + minute(used.at()));
        }
        applied.incrementAndGet();
        boolean all = row.equals(ALL);
        return new Row(
                all ? "all" : "one",
                before == null ? 1 : before.count() + 1,
                before == null || used.at().isAfter(before.last()) ? used.at() : before.last(),
                all ? Optional.empty() : Optional.of(row));
    }

    public static SessionEvent.Used used(TenantId tenant, String session, long minute) {
        return new SessionEvent.Used(tenant, new SessionId(session), BEGIN.plusSeconds(minute * 60));
    }

    public static Envelope envelope(DomainEvent event, long sequence, HybridTime clock) {
        EventCatalogue.Entry entry = EventCatalogue.of(event.getClass());
        return new Envelope(
                new EventId(event.stream().id() + "-" + sequence),
                entry.name(),
                entry.version(),
                event.stream(),
                sequence,
                clock,
                new Actor.Platform("test"),
                "correlation",
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static long minute(Instant at) {
        return (at.getEpochSecond() - BEGIN.getEpochSecond()) / 60;
    }
}
