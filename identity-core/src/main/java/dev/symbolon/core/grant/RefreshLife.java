package dev.symbolon.core.grant;

import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.scope.ScopeName;
import dev.symbolon.core.tenant.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Whether a grant can be refreshed, and until when. */
public final class RefreshLife {

    /** OAuth 2.0 for Browser-Based Applications: the family of an app in the browser has a fixed end, and a near one. */
    public static final Duration SINGLE_PAGE = Duration.ofHours(24);

    /**
     * The end of the family, used or not; empty for a client that wasn't given the grant.
     *
     * @param sessionEnd end, at the latest, of the session that the grant ends with; empty where it outlives any
     */
    public static Optional<Instant> end(
            ClientMetadata client,
            Collection<String> scopes,
            TokenPolicy policy,
            Optional<Instant> sessionEnd,
            Instant at) {
        if (!client.grantTypes().contains(GrantType.REFRESH_TOKEN)) {
            return Optional.empty();
        }
        Duration longest = client.kind() == ClientKind.SINGLE_PAGE
                ? earlier(policy.refreshAbsolute(), SINGLE_PAGE)
                : policy.refreshAbsolute();
        // OpenID Connect Core §11: without offline_access, no access while the person is away: it ends with the
        // session.
        return Optional.of(sessionEnd
                .filter(_ -> !offline(scopes))
                .map(end -> earlier(at.plus(longest), end))
                .orElse(at.plus(longest)));
    }

    /** Whether the access goes on when the person's session has ended. */
    public static boolean offline(Collection<String> scopes) {
        return scopes.contains(ScopeName.OFFLINE_ACCESS);
    }

    private static <T extends Comparable<T>> T earlier(T a, T b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private RefreshLife() {}
}
