package dev.symbolon.ports.view;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read model: pure functions from events to rows. The runner brings each stream's events in order and each once per
 * row; streams come in any order, so that the rows must not depend on it.
 *
 * @param <R> one row, a record of strings, numbers, instants, lists and nested records
 */
public interface Projection<R extends Record> {
    View<R> view();

    /**
     * Whether an event of this type can concern any row. What no projection of a service follows isn't decoded there, so
     * that a view of few kinds of events costs little beside a busy log.
     */
    default boolean follows(Class<? extends DomainEvent> type) {
        return true;
    }

    /** Ids, unique within the tenant, of the rows that this event concerns; none when it concerns none. */
    List<String> rows(RecordedEvent event);

    /** The row after the event; {@code before} is null for a new row. */
    R apply(@Nullable R before, RecordedEvent event, String row);

    /** Whether every row is made by one event, once: the runner then writes without reading. */
    default boolean appendOnly() {
        return false;
    }
}
