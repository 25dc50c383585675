package dev.symbolon.projection.history;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import java.time.Instant;

/**
 * A place in a tenant's log, in the canonical order of clock and commit id: everything up to it counts, and nothing
 * behind it.
 *
 * @param commit the last commit of that clock that counts
 */
public record Moment(HybridTime clock, String commit) {
    /** Above every commit id: all commits of the clock count. */
    private static final String ALL = "\uffff";

    /** Everything that had happened when that millisecond was over. */
    public static Moment at(Instant time) {
        return new Moment(
                new HybridTime(HybridTime.atMillis(time.toEpochMilli() + 1).value() - 1), ALL);
    }

    /** Everything up to the event, its whole commit included. */
    public static Moment of(RecordedEvent event) {
        return new Moment(event.envelope().clock(), event.commitId());
    }

    public boolean has(RecordedEvent event) {
        int order = event.envelope().clock().compareTo(clock);
        return order < 0 || order == 0 && event.commitId().compareTo(commit) <= 0;
    }

    public Instant instant() {
        return clock.instant();
    }
}
