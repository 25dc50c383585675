package dev.symbolon.ports.view;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How far the projections are, what they have stopped following, and how that goes on. */
public interface Following {

    /** Of each registered view, how far it is behind the tenant's log. */
    List<Lag> lag(TenantId tenant);

    /** What no view of the tenant follows any more. */
    List<Parked> parked(TenantId tenant);

    /** Tries a parked stream again in every view, from its first event on. */
    Retried retry(StreamId stream);

    /**
     * Deletes a view's rows of a tenant with these values whose sort field is below that; at most so many. There has to be
     * an index of just these fields.
     *
     * @return how many it deleted
     */
    int prune(View<?> view, TenantId tenant, Map<String, String> equal, String sort, long below, int most);

    /**
     * @param view    name and version
     * @param waiting commits of the log that the view hasn't got; at the most, {@value #COUNTED}
     * @param behind  age of the first of them
     */
    record Lag(String view, int waiting, Duration behind, int parked) {
        public static final int COUNTED = 1_000;
    }

    /** A stream that a view stopped following, at an event that can't be read or that it fails at each time. */
    record Parked(String view, StreamId stream, long sequence, String reason, Instant since) {}

    enum Retried {
        FOLLOWED,
        /** It is parked again, with the reason of this try. */
        FAILED,
        /** Another process follows the tenant: only that one can try. */
        ELSEWHERE
    }
}
