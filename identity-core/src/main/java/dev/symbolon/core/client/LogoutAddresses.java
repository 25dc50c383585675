package dev.symbolon.core.client;

import java.util.List;
import java.util.Optional;

/**
 * Where people and notices go when a session ends.
 *
 * @param postLogoutRedirectUris compared as exact strings (OpenID Connect RP-Initiated Logout §3.1)
 * @param backChannel            takes logout tokens (OpenID Connect Back-Channel Logout §2.2)
 * @param frontChannel           is shown in a frame (OpenID Connect Front-Channel Logout §2)
 */
public record LogoutAddresses(
        List<String> postLogoutRedirectUris, Optional<Notified> backChannel, Optional<Notified> frontChannel) {
    public static final LogoutAddresses NONE = new LogoutAddresses(List.of(), Optional.empty(), Optional.empty());

    /** An address, and whether its notice must name the session. */
    public record Notified(String uri, boolean sessionRequired) {}

    public LogoutAddresses {
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
    }
}
