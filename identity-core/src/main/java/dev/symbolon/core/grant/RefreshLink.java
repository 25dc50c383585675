package dev.symbolon.core.grant;

import java.time.Duration;
import java.time.Instant;

/**
 * The newest link of a refresh family; of the one before it nothing is needed but its number.
 *
 * @param since when it was made, hence when the one before it was first used
 */
public record RefreshLink(RefreshGeneration newest, Instant since) {

    /** Whether the family has had a link of that number. */
    boolean reaches(long generation) {
        return generation >= 1 && generation <= newest.generation();
    }

    boolean is(long generation) {
        return generation == newest.generation();
    }

    /** Whether an answer that was lost may be asked for again: the newest was never used, for then it weren't that. */
    boolean retriedBy(long generation, Instant at, Duration window) {
        // A window of none isn't one for those either whose clock is behind.
        return window.isPositive() && generation == newest.generation() - 1 && at.isBefore(since.plus(window));
    }
}
