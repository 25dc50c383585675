package dev.symbolon.token.grant;

import dev.symbolon.core.tenant.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a grant lasts at most. */
public final class GrantLife {

    /** As long as it can be refreshed or, where it can't, as its longest token. */
    public static Duration of(TokenPolicy policy, Optional<Instant> refreshEnd, Instant now) {
        return refreshEnd.map(end -> Duration.between(now, end)).orElseGet(() -> ofTokens(policy));
    }

    /** Of a grant that ends with its tokens. */
    public static Duration ofTokens(TokenPolicy policy) {
        return policy.accessToken().compareTo(policy.idToken()) > 0 ? policy.accessToken() : policy.idToken();
    }

    private GrantLife() {}
}
