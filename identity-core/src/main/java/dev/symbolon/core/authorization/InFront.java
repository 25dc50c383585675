package dev.symbolon.core.authorization;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.signingkey.KeyId;
import java.time.Duration;
import java.util.Optional;

/**
 * The tokens that leave through the browser with the answer to an authorization request, and the grant that begins with
 * them; a code of the same answer is redeemed into that grant.
 *
 * @param grantLife how long the grant lasts, a later redemption included
 */
public record InFront(
        GrantId grant,
        KeyId key,
        Optional<TokenId> accessToken,
        Optional<TokenId> idToken,
        Duration idTokenLife,
        Duration grantLife) {
    public InFront {
        if (accessToken.isEmpty() && idToken.isEmpty()) {
            throw new IllegalArgumentException("something must leave in front");
        }
    }

    /** What was issued, as the log has it. */
    public record Issued(GrantId grant, Optional<IssuedToken> accessToken, Optional<IssuedToken> idToken) {}
}
