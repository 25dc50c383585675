package dev.symbolon.core.grant;

import dev.symbolon.core.signingkey.KeyId;
import java.time.Instant;
import java.util.List;

/** A signed token as the log knows it: never the token itself. */
public record IssuedToken(
        TokenId jti, KeyId key, List<String> audience, List<String> scopes, Instant issuedAt, Instant expiresAt) {
    public IssuedToken {
        audience = List.copyOf(audience);
        scopes = List.copyOf(scopes);
    }

    /** A token never outlives its grant: a revocation is kept in mind no longer than the grant lasts. */
    public IssuedToken within(Instant end) {
        return expiresAt.isAfter(end) ? new IssuedToken(jti, key, audience, scopes, issuedAt, end) : this;
    }
}
