package dev.symbolon.core.tenant;

import java.time.Duration;
import java.util.Optional;

/** What no tenant can set: each fault is a stable code. */
final class PolicyRules {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final int MOST_REQUESTS = 1_000_000;

    static Optional<String> fault(LoginPolicy policy) {
        if (!within(policy.sessionAbsolute(), YEAR)) {
            return Optional.of("session-absolute");
        }
        if (!within(policy.sessionIdle(), policy.sessionAbsolute())) {
            return Optional.of("session-idle");
        }
        return Optional.empty();
    }

    static Optional<String> fault(TokenPolicy policy) {
        // RFC 6749 §4.1.2: a code lives ten minutes at most.
        if (!within(policy.code(), Duration.ofMinutes(10))) {
            return Optional.of("code-life");
        }
        if (!within(policy.accessToken(), DAY)) {
            return Optional.of("access-token-life");
        }
        if (!within(policy.idToken(), DAY)) {
            return Optional.of("id-token-life");
        }
        if (!within(policy.refreshAbsolute(), YEAR)) {
            return Optional.of("refresh-absolute");
        }
        if (!within(policy.refreshIdle(), policy.refreshAbsolute())) {
            return Optional.of("refresh-idle");
        }
        if (policy.refreshRetry().isNegative()
                || policy.refreshRetry().compareTo(TokenPolicy.LONGEST_REFRESH_RETRY) > 0) {
            return Optional.of("refresh-retry");
        }
        if (policy.jwksCache().isNegative() || policy.jwksCache().compareTo(DAY) > 0) {
            return Optional.of("jwks-cache");
        }
        // A successor is published for the cache's time before it signs: it must not be old by then.
        if (policy.keyRotation().compareTo(policy.jwksCache()) <= 0) {
            return Optional.of("key-rotation");
        }
        return Optional.empty();
    }

    static Optional<String> fault(Limits limits) {
        if (fault(limits.client())) {
            return Optional.of("client-limit");
        }
        return fault(limits.tenant()) ? Optional.of("tenant-limit") : Optional.empty();
    }

    private static boolean fault(Limits.Limit limit) {
        return limit.requests() < 1
                || limit.requests() > MOST_REQUESTS
                || limit.window().compareTo(SHORTEST_WINDOW) < 0
                || limit.window().compareTo(LONGEST_WINDOW) > 0;
    }

    private static boolean within(Duration duration, Duration most) {
        return duration.isPositive() && duration.compareTo(most) <= 0;
    }

    private PolicyRules() {}
}
