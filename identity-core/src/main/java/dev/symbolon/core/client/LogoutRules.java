package dev.symbolon.core.client;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where no client can have people or notices sent when a session ends: each fault is a stable code. */
final class LogoutRules {
    private static final int POST_LOGOUT_URIS = 50;

    static Optional<String> fault(ClientMetadata m) {
        LogoutAddresses logout = m.logout();
        List<String> after = logout.postLogoutRedirectUris();
        if (after.size() > POST_LOGOUT_URIS || Set.copyOf(after).size() < after.size()) {
            return Optional.of("post-logout-uris");
        }
        return after.stream()
                .flatMap(uri -> RedirectUriRule.fault(uri, m.kind()).stream())
                .findFirst()
                .map("post-logout-"::concat)
                .or(() -> logout.backChannel().flatMap(it -> notified("back-channel-", it)))
                .or(() -> logout.frontChannel().flatMap(it -> frontFault(m, it)));
    }

    private static Optional<String> frontFault(ClientMetadata m, LogoutAddresses.Notified front) {
        return notified("front-channel-", front)
                .or(() -> m.redirectUris().stream().anyMatch(uri -> sameOrigin(uri, front.uri()))
                        ? Optional.empty()
                        : Optional.of("front-channel-other-origin"));
    }

    private static Optional<String> notified(String prefix, LogoutAddresses.Notified address) {
        return RedirectUriRule.fault(address.uri(), ClientKind.WEB).map(prefix::concat);
    }

    // OpenID Connect Front-Channel Logout §2: "the domain, port, and scheme MUST be the same as that of a registered
    // Redirection URI value".
    private static boolean sameOrigin(String redirectUri, String front) {
        URI one = URI.create(redirectUri);
        URI other = URI.create(front);
        return one.getScheme().equals(other.getScheme())
                && one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private LogoutRules() {}
}
