package dev.symbolon.core.tenant;

import java.time.Duration;

/**
 * How people of a tenant sign in.
 *
 * @param sessionIdle     a session unused for so long is over
 * @param sessionAbsolute a session as old as this is over, used or not
 * @param password        what a password must be and how it is hashed
 */
public record LoginPolicy(Duration sessionIdle, Duration sessionAbsolute, PasswordPolicy password) {
    public static final LoginPolicy STANDARD =
            new LoginPolicy(Duration.ofHours(8), Duration.ofDays(7), PasswordPolicy.STANDARD);
}
