package dev.symbolon.core.tenant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What no tenant can set: each fault is a stable code. */
final class PolicyRules {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final int MOST_REQUESTS = 1_000_000;

    /**
     * All tenants' passwords are hashed by the same few threads, and whoever finds a tenant's sign-in page has them hash: no
     * tenant makes that dearer for its neighbours than RFC 9106 §4's second recommended choice, 64 MiB three times over.
     */
    private static final int MOST_MEMORY_KIB = 64 * 1024;

    private static final long MOST_PASSES_KIB = 3L * MOST_MEMORY_KIB;

    private static final Pattern CLAIM = Pattern.compile("[A-Za-z][A-Za-z0-9_:/.-]{0,99}");

    /** RFC 7519 §4.1, RFC 9068 §2.2, OpenID Connect Core §2 and §5.1, and the platform's own. */
    private static final Set<String> FIXED = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "azp",
            "at_hash",
            "c_hash",
            "s_hash",
            "sid",
            "cnf",
            "act",
            "may_act",
            "client_id",
            "scope",
            "grant_id",
            "events",
            "typ",
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "profile",
            "picture",
            "website",
            "email",
            "email_verified",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "phone_number",
            "phone_number_verified",
            "address",
            "updated_at",
            "authorization_details");

    static Optional<String> fault(LoginPolicy policy) {
        if (passes(policy.password()) > MOST_PASSES_KIB || policy.password().memoryKib() > MOST_MEMORY_KIB) {
            return Optional.of("password-cost");
        }
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

    static Optional<String> fault(List<ClaimRule> rules) {
        if (rules.size() > 50) {
            return Optional.of("too-many-claims");
        }
        if (rules.stream().map(ClaimRule::claim).distinct().count() < rules.size()) {
            return Optional.of("duplicate-claim");
        }
        // A mapped claim can't take the place of one that somebody relies on.
        if (!rules.stream().allMatch(rule -> CLAIM.matcher(rule.claim()).matches() && !FIXED.contains(rule.claim()))) {
            return Optional.of("claim-name");
        }
        return rules.stream().anyMatch(rule -> rule.into().isEmpty())
                ? Optional.of("claim-into-nothing")
                : Optional.empty();
    }

    /** What one hash costs: the memory that it goes through, in KiB. */
    private static long passes(PasswordPolicy policy) {
        return (long) policy.memoryKib() * policy.iterations();
    }

    private static boolean within(Duration duration, Duration most) {
        return duration.isPositive() && duration.compareTo(most) <= 0;
    }

    private PolicyRules() {}
}
