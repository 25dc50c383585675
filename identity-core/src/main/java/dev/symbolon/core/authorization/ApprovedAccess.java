package dev.symbolon.core.authorization;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.signingkey.KeyId;
import java.time.Duration;
import java.time.Instant;
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

    /** @param end of its grant, which no token outlives */
    IssuedToken token(TokenId jti, KeyId key, Instant at, Instant end) {
        return new IssuedToken(jti, key, audience, scopes, at, at.plus(accessToken)).within(end);
    }

    /** OpenID Connect Core §2: the audience of an ID token is the client. */
    IssuedToken idToken(TokenId jti, KeyId key, ClientId client, Duration life, Instant at, Instant end) {
        return new IssuedToken(jti, key, List.of(client.value()), scopes, at, at.plus(life)).within(end);
    }
}
