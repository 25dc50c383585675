package dev.symbolon.projection.history;

import java.time.Instant;
import java.util.List;

/**
 * What changed between two moments.
 *
 * @param changes  field by field, the first value against the last
 * @param events   what happened in between, each with what it changed
 * @param omitted  how many events in between aren't listed
 */
public record Change(
        String stream,
        Instant from,
        Instant to,
        boolean provisional,
        Instant stable,
        List<Differences.Difference> changes,
        List<Made> events,
        long omitted) {

    /** One event, and what it changed. */
    public record Made(By by, List<Differences.Difference> changes) {}
}
