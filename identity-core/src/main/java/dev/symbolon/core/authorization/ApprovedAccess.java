package dev.symbolon.core.authorization;

import java.time.Duration;
import java.util.List;

/**
 * What an approval gives.
 *
 * @param audience    who the access token is for
 * @param accessToken life of the access token: the shortest that a named resource or the tenant's policy asks for
 */
public record ApprovedAccess(List<String> scopes, List<String> audience, Duration accessToken) {
    public ApprovedAccess {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
    }
}
