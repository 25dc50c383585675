package dev.symbolon.admission.jwt;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.scope.ScopeName;
import dev.symbolon.core.user.UserId;
import io.jsonwebtoken.Claims;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a verified access token of ours says (RFC 9068 §2.2).
 *
 * @param subject as the client sees it: a person's id or a pairwise name, or the client's own where it acts for itself
 * @param session where the person signed in, as the client sees it; absent where there is none
 * @param bound   whether it counts only together with a proof of possession (RFC 7800 §3.1)
 */
public record AccessTokenClaims(
        String issuer,
        String subject,
        Set<String> audience,
        ClientId client,
        List<String> scopes,
        GrantId grant,
        TokenId id,
        Optional<String> session,
        boolean bound,
        Instant issuedAt,
        Instant expiresAt) {
    /** Whether only the grant tells who it is (OpenID Connect Core §8.1): no identifier has a capital. */
    public boolean pairwise() {
        return !Identifier.wellFormed(subject);
    }

    /** Whom it was given for; empty where the client acts for itself: no client's id is a person's. */
    public Optional<UserId> person() {
        return pairwise() || subject.equals(client.value()) ? Optional.empty() : Optional.of(new UserId(subject));
    }

    /** Whether it ends with a session; what was given for the person's absence outlives any. */
    public boolean endsWithSession() {
        return session.isPresent() && !scopes.contains(ScopeName.OFFLINE_ACCESS);
    }

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
                Optional.ofNullable(claims.get("sid", String.class)),
                claims.containsKey("cnf"),
                claims.getIssuedAt().toInstant(),
                claims.getExpiration().toInstant());
    }

    private static String text(Claims claims, String name) {
        if (claims.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no " + name);
    }
}
