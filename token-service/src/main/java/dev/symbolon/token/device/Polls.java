package dev.symbolon.token.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.core.authorization.AuthorizationId;
import java.time.Duration;
import java.time.Instant;

/**
 * When each device polled here last. In memory only: a device that turns to another node, or polls one that has forgotten
 * it, is merely answered once too early.
 */
public final class Polls {
    /** RFC 8628 §3.5: each {@code slow_down} adds five seconds. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** A device that keeps the interval may be early by what the network took. */
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    private record Poll(Instant at, Duration interval) {}

    private final Duration interval;
    private final Cache<AuthorizationId, Poll> polls;

    public Polls(Duration interval, Duration life) {
        this.interval = interval;
        this.polls = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterWrite(life)
                .build();
    }

    /** Notes a poll; whether it came too early. */
    public boolean tooEarly(AuthorizationId device, Instant now) {
        boolean[] early = new boolean[1];
        polls.asMap().compute(device, (_, last) -> {
            early[0] = last != null && now.isBefore(last.at.plus(last.interval).minus(TOLERANCE));
            Duration next = last == null ? interval : last.interval;
            return new Poll(now, early[0] && next.compareTo(LONGEST) < 0 ? next.plus(STEP) : next);
        });
        return early[0];
    }
}
