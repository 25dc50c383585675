package dev.symbolon.infra.view;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One projection's rows of one tenant, on one side: applies, tries again, and parks the streams that won't go in. */
final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int TRIES_PER_EVENT = 3;
    private static final int TRIES_PER_RACE = 20;
    private static final long FIRST_PAUSE_MILLIS = 20;

    private final View<?> view;
    private final Side side;
    private final RowWriter rows;
    private final EarlierEvents earlier;
    private final Parking parking;
    private final Map<StreamId, Long> parked;
    private final InstantSource clock;

    Feed(
            Projection<?> projection,
            TenantId tenant,
            Side side,
            ViewCollections collections,
            EarlierEvents earlier,
            Parking parking,
            InstantSource clock) {
        this.view = projection.view();
        this.side = side;
        this.rows = RowWriter.of(projection, tenant, collections.of(view, tenant, side), earlier);
        this.earlier = earlier;
        this.parking = parking;
        this.parked = parking.streams(view, side, tenant);
        this.clock = clock;
    }

    View<?> view() {
        return view;
    }

    Side side() {
        return side;
    }

    int parkedCount() {
        return parked.size();
    }

    void apply(List<RecordedEvent> events) {
        List<RecordedEvent> wanted = unparked(events);
        int failures = 0;
        int races = 0;
        while (!wanted.isEmpty()) {
            try {
                rows.apply(wanted);
                return;
            } catch (RowsChangedException e) {
                if (++races > TRIES_PER_RACE) {
                    throw e;
                }
            } catch (UnreadableStreamException e) {
                park(e.stream(), e.sequence(), e);
                wanted = unparked(wanted);
            } catch (ProjectionFailedException e) {
                if (++failures >= TRIES_PER_EVENT) {
                    failures = 0;
                    park(e.event().envelope().stream(), e.event().envelope().sequence(), e);
                    wanted = unparked(wanted);
                } else {
                    pause(FIRST_PAUSE_MILLIS << failures);
                }
            }
        }
    }

    void park(StreamId stream, long sequence, Throwable because) {
        if (parked.getOrDefault(stream, Long.MAX_VALUE) <= sequence) {
            return;
        }
        LOG.error("{} stops following {} at {}", ViewCollections.key(view), stream, sequence, because);
        Throwable cause = because.getCause() == null ? because : because.getCause();
        parking.park(view, side, stream, sequence, cause.toString(), clock.instant());
        parked.put(stream, sequence);
    }

    /** Whether the stream goes in now, from its first event on. */
    boolean retry(StreamId stream) {
        if (parked.remove(stream) != null) {
            try {
                apply(earlier.between(stream, 0, Long.MAX_VALUE));
            } catch (UnreadableStreamException e) {
                park(stream, e.sequence(), e);
            }
            if (parked.containsKey(stream)) {
                return false;
            }
            parking.release(view, side, stream);
        }
        return true;
    }

    private List<RecordedEvent> unparked(List<RecordedEvent> events) {
        return parked.isEmpty()
                ? events
                : events.stream()
                        .filter(event -> parked.getOrDefault(event.envelope().stream(), Long.MAX_VALUE)
                                > event.envelope().sequence())
                        .toList();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting to try again", e);
        }
    }
}
