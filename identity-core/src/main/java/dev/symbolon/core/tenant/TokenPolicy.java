package dev.symbolon.core.tenant;

import java.time.Duration;

/**
 * What a tenant's tokens are like.
 *
 * @param code             life of an authorization code; RFC 6749 §4.1.2 advises 10 minutes at most
 * @param accessToken      life of an access token, unless its resource says otherwise
 * @param idToken          life of an ID token
 * @param refreshIdle      a refresh family unused for so long is over
 * @param refreshAbsolute  a refresh family as old as this is over
 * @param refreshRetry     how long a rotated refresh token still answers with its successor
 * @param keyRotation      age at which a signing key is replaced
 * @param jwksCache        how long others may keep the key set: a key is published so long before it signs
 */
public record TokenPolicy(
        Duration code,
        Duration accessToken,
        Duration idToken,
        Duration refreshIdle,
        Duration refreshAbsolute,
        Duration refreshRetry,
        Duration keyRotation,
        Duration jwksCache) {
    /** A rotated token that works for longer than a lost answer takes to be asked for again helps only its thief. */
    public static final Duration LONGEST_REFRESH_RETRY = Duration.ofSeconds(10);

    public static final TokenPolicy STANDARD = new TokenPolicy(
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofDays(14),
            Duration.ofDays(90),
            Duration.ofSeconds(10),
            Duration.ofDays(90),
            Duration.ofMinutes(5));
}
