package dev.symbolon.core.client;

import java.util.Optional;

/** The client's own pages (RFC 7591 §2): {@code client_uri}, {@code logo_uri}, {@code policy_uri}, {@code tos_uri}. */
public record Links(Optional<String> home, Optional<String> logo, Optional<String> policy, Optional<String> terms) {
    public static final Links NONE = new Links(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
