package dev.symbolon.ports.decision;

import dev.symbolon.core.event.Actor;
import java.util.Optional;

/**
 * Where a command comes from, for the envelope of its events.
 *
 * @param correlation one for everything that an outside request caused
 * @param causation   the event that caused it, where one did
 * @param reason      a stable code, where the events' names don't say it all
 * @param request     the request that this answers once, where its sender asked for that
 */
public record Origin(
        Actor actor,
        String correlation,
        Optional<String> causation,
        Optional<String> reason,
        Optional<IdempotentRequest> request) {
    public static Origin of(Actor actor, String correlation) {
        return new Origin(actor, correlation, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Origin because(String code) {
        return new Origin(actor, correlation, causation, Optional.of(code), request);
    }

    /** @throws Claims.ClaimTakenException from the commit, of kind {@link IdempotentRequest#CLAIM}, the second time */
    public Origin once(IdempotentRequest only) {
        return new Origin(actor, correlation, causation, reason, Optional.of(only));
    }
}
