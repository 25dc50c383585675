package dev.symbolon.projection.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What something was at a moment.
 *
 * @param provisional whether more may still be added to the log before the moment
 * @param stable      up to when the log is known to be complete
 * @param exists      whether it had any events by then
 * @param sequence    of its last event by then; −1 without any
 * @param by          that event
 * @param inForce     whether it counted then
 * @param but         what kept it from counting
 */
public record StateThen(
        String stream,
        Instant at,
        boolean provisional,
        Instant stable,
        boolean exists,
        long sequence,
        Optional<By> by,
        boolean inForce,
        List<String> but,
        Map<String, Object> state) {}
