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
    /** What the audiences of the platform's own APIs begin with, and no other's. */
    public static final String PLATFORM = "urn:symbolon:";

    public ResourceMetadata {
        scopes = List.copyOf(scopes);
    }

    /** Whether it says that it is an API of the platform's own. */
    public boolean ofPlatform() {
        return audience.regionMatches(true, 0, PLATFORM, 0, PLATFORM.length());
    }

    /** One permission of the API, and the words in which people are asked for it. */
    public record Scope(String name, String consentText) {}
}
