package dev.symbolon.projection.http;

import dev.symbolon.ports.view.ViewQuery;
import java.util.Map;
import java.util.Optional;

/**
 * Which stretch of a list is asked for: an endpoint takes it as a parameter.
 *
 * @param from  {@code ?from=}, a time, included; as a bound on the hybrid clock
 * @param until {@code ?until=}, a time, excluded
 * @param newestFirst unless {@code ?order=oldest}
 * @param after {@code ?after=}, the cursor of the page before
 * @param limit {@code ?limit=}, 1 to 500
 */
public record Window(
        Optional<Long> from, Optional<Long> until, boolean newestFirst, Optional<String> after, int limit) {

    /** The rows of this stretch whose fields equal these values. */
    public ViewQuery of(Map<String, String> equal, String sort) {
        return new ViewQuery(equal, sort, from, until, newestFirst, after, limit);
    }
}
