package dev.symbolon.token.jwt;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.TokenId;
import io.jsonwebtoken.Claims;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a verified access token of ours says (RFC 9068 §2.2).
 *
 * @param subject as the client sees it, which may be a name of its own for the person
 */
public record AccessTokenClaims(
        String issuer,
        String subject,
        Set<String> audience,
        ClientId client,
        List<String> scopes,
        GrantId grant,
        TokenId id,
        Instant expiresAt) {

    /** @throws IllegalArgumentException when one is missing or of another form */
    static AccessTokenClaims of(Claims claims) {
        return new AccessTokenClaims(
                text(claims, "iss"),
                text(claims, "sub"),
                Set.copyOf(claims.getAudience()),
                new ClientId(text(claims, "client_id")),
                List.of(text(claims, "scope").split(" ")),
                new GrantId(text(claims, "grant_id")),
                new TokenId(text(claims, "jti")),
                claims.getExpiration().toInstant());
    }

    private static String text(Claims claims, String name) {
        if (claims.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no " + name);
    }
}
