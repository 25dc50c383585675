package dev.symbolon.admission.jwt;

import io.jsonwebtoken.Claims;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a verified ID token of ours says, as far as one that comes back matters (OpenID Connect Core §2).
 *
 * @param subject as the client sees it
 */
public record IdTokenClaims(
        String issuer, String subject, Set<String> audience, Optional<String> session, Instant expiresAt) {

    /** @throws RuntimeException when one is missing: another signed answer of ours, which doesn't expire, is no ID token */
    static IdTokenClaims of(Claims claims) {
        return new IdTokenClaims(
                Objects.requireNonNull(claims.getIssuer()),
                Objects.requireNonNull(claims.getSubject()),
                Set.copyOf(claims.getAudience()),
                Optional.ofNullable(claims.get("sid", String.class)),
                claims.getExpiration().toInstant());
    }
}
