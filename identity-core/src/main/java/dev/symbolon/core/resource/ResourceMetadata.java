package dev.symbolon.core.resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An API that tokens are for.
 *
 * @param audience    its URI: {@code aud} of its tokens and the value of {@code resource} (RFC 8707)
 * @param accessToken life of its access tokens, where it differs from the tenant's policy
 */
public record ResourceMetadata(String audience, String name, List<Scope> scopes, Optional<Duration> accessToken) {
    public ResourceMetadata {
        scopes = List.copyOf(scopes);
    }

    /** One permission of the API, and the words in which people are asked for it. */
    public record Scope(String name, String consentText) {}
}
