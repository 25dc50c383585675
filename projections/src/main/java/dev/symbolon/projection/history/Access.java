package dev.symbolon.projection.history;

import java.time.Instant;
import java.util.List;

/**
 * All that a subject's tokens could reach at a moment.
 *
 * @param but     what kept the subject from reaching anything: the account or the tenant didn't count
 * @param partial whether more grants may have counted: there are more than are looked at, or they are older than read models go
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
