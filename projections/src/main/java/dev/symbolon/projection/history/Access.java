package dev.symbolon.projection.history;

import java.time.Instant;
import java.util.List;

/**
 * All that a subject's tokens could reach at a moment.
 *
 * @param but     what kept the subject from reaching anything: the account or the tenant didn't count
 * @param partial whether there were more grants than are looked at
 */
public record Access(
        String subject,
        Instant at,
        boolean provisional,
        Instant stable,
        boolean exists,
        List<String> but,
        List<Reach> reaches,
        boolean partial) {}
