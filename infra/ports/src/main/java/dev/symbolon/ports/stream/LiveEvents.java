package dev.symbolon.ports.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens in a tenant, as it comes by the stream: an event may come twice, none is left out. */
public interface LiveEvents {

    /**
     * Begins behind a mark, or with what comes from now on. The caller closes it.
     *
     * @throws TooManyWatchersException when this process has as many as it bears
     */
    Watch watch(TenantId tenant, Optional<String> after);

    /** One watcher's place. What isn't asked for waits on the stream, not in memory. */
    interface Watch extends AutoCloseable {
        /** What came since, in the stream's order; empty when nothing did within that time. */
        List<Live> next(Duration wait);

        /** Where it stands, to begin again there even if nothing came; empty in a stream that never had anything. */
        Optional<String> mark();

        /** Whether the stream no longer had what came behind the mark: what lies between is in the read models only. */
        boolean gap();

        @Override
        void close();
    }

    /** @param mark where to begin again after this one */
    record Live(String mark, RecordedEvent event) {}

    /** Try again later, or elsewhere. */
    final class TooManyWatchersException extends RuntimeException {
        public TooManyWatchersException() {
            super("as many watch as this process bears");
        }
    }
}
