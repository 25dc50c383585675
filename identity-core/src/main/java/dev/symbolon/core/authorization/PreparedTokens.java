package dev.symbolon.core.authorization;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.scope.ScopeName;
import dev.symbolon.core.signingkey.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The tokens that a code or a device code is to be spent on, under fresh names. None outlives its grant: a revocation is
 * kept in mind no longer than the grant lasts.
 *
 * @param grant     the name of the grant, where none began before
 * @param refresh   the first refresh token, where the grant can be refreshed
 * @param key       the key that the tokens will be signed with
 * @param grantLife how long the grant lasts, whatever is rotated
 * @param narrowed  what the access token is for, where the request names a part of what was approved (RFC 8707 §2.2)
 */
public record PreparedTokens(
        GrantId grant,
        TokenId accessToken,
        TokenId idToken,
        Optional<RefreshGeneration> refresh,
        KeyId key,
        Duration idTokenLife,
        Duration grantLife,
        Optional<ApprovedAccess> narrowed) {

    /** @param end of the grant */
    public IssuedToken accessToken(ApprovedAccess approved, Instant at, Instant end) {
        ApprovedAccess access = narrowed.orElse(approved);
        if (!approved.scopes().containsAll(access.scopes())
                || !approved.audience().containsAll(access.audience())) {
            throw new IllegalArgumentException("a token is for nothing that wasn't approved");
        }
        return access.token(accessToken, key, at, end);
    }

    /** There is one when {@code openid} was approved. */
    public Optional<IssuedToken> idToken(ApprovedAccess approved, ClientId client, Instant at, Instant end) {
        return approved.scopes().contains(ScopeName.OPENID)
                ? Optional.of(approved.idToken(idToken, key, client, idTokenLife, at, end))
                : Optional.empty();
    }
}
