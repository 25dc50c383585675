package dev.symbolon.core.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks of a sign-in unless its request says otherwise (OpenID Connect Dynamic Client Registration §2).
 *
 * @param maxAge          {@code default_max_age}
 * @param requireAuthTime {@code require_auth_time}
 * @param acrValues       {@code default_acr_values}
 */
public record SignInDefaults(Optional<Duration> maxAge, boolean requireAuthTime, List<String> acrValues) {
    public static final SignInDefaults NONE = new SignInDefaults(Optional.empty(), false, List.of());

    public SignInDefaults {
        acrValues = List.copyOf(acrValues);
    }
}
