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
}
