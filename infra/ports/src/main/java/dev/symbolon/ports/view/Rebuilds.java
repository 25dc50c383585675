package dev.symbolon.ports.view;

import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rebuilds of a tenant's views from the log, beside the live ones, which go on being read and written. An order is kept
 * in the store; the process that follows the tenant carries it out, and goes on with it after a crash.
 */
public interface Rebuilds {

    /** What a rebuild is for. */
    enum Purpose {
        /** Reads go to the new rows once they are complete. */
        REPLACE,
        /** The new rows are held against the live ones, and dropped. */
        COMPARE
    }

    /** Where a rebuild reads the log. */
    enum Source {
        /** All that there is. */
        STORE,
        /** The stream as far as it is retained; the store is left alone. */
        KAFKA
    }

    enum Phase {
        /** Nobody works on it yet, or again. */
        WAITING,
        RUNNING,
        PAUSED,
        /** All is brought in: it can't be stopped any more. */
        FINISHING,
        DONE,
        CANCELLED;

        public boolean over() {
            return this == DONE || this == CANCELLED;
        }
    }

    enum Order {
        PAUSE,
        RESUME,
        CANCEL
    }

    /**
     * How far it is.
     *
     * @param share   of the time between the log's beginning and the rebuild's, 0 to 1
     * @param reached the log's time up to which the new rows are
     * @param failure what last made it try again; it goes on by itself
     * @param source   where it reads now
     * @param fellBack why it doesn't read Kafka any more, though that was ordered
     */
    record Rebuild(
            TenantId tenant,
            String view,
            Purpose purpose,
            Phase phase,
            double share,
            Optional<Instant> reached,
            long commits,
            Instant ordered,
            Instant changed,
            Optional<Compared> compared,
            Optional<String> failure,
            Source source,
            Optional<String> fellBack) {}

    /**
     * The new rows against the live ones.
     *
     * @param different how many rows differ, or are on one side alone; counted up to 10,000
     * @param examples  ids of a few of them
     */
    record Compared(long rows, long different, List<String> examples) {}

    /** The views that can be rebuilt, by name. */
    List<String> views();

    /** Every tenant that has a log. */
    List<TenantId> tenants();

    /** What became of an order. */
    sealed interface Ordered {
        record Begun(Rebuild rebuild) implements Ordered {}

        /** Another one of the same view and tenant isn't over. */
        record UnderWay() implements Ordered {}

        /** The source doesn't have the tenant's whole log, or can't tell now. */
        record OutOfReach(String why) implements Ordered {}
    }

    /** Orders a rebuild. */
    Ordered order(TenantId tenant, String view, Purpose purpose, Source source);

    /** The last rebuild of each of the tenant's views. */
    List<Rebuild> of(TenantId tenant);

    /** The rebuild as it is then; empty where there is none that could take the order. */
    Optional<Rebuild> steer(TenantId tenant, String view, Order order);
}
