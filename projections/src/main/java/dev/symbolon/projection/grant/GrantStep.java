package dev.symbolon.projection.grant;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event in the life of a grant.
 *
 * @param facts what the event says, by short names: scopes, codes' times, token ids; never a secret
 */
public record GrantStep(
        long clock,
        Instant time,
        String event,
        String type,
        String stream,
        long sequence,
        String actor,
        Optional<String> actorId,
        Optional<String> reason,
        String correlation,
        List<String> basis,
        Map<String, String> facts) {

    /** The order across streams; within one commit the authorization comes before the consent, that before the grant. */
    static final Comparator<GrantStep> CANONICAL = Comparator.comparingLong(GrantStep::clock)
            .thenComparing(GrantStep::stream)
            .thenComparingLong(GrantStep::sequence);
}
