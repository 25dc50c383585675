package dev.symbolon.projection.history;

import java.time.Instant;
import java.util.List;

/**
 * Something that could be reached by a token.
 *
 * @param token    its {@code jti}, or the number of the refresh token
 * @param clientName what the client was called then
 * @param audience the APIs that take it; for a refresh token those that it gets tokens for
 * @param because  the chain of causes, the last one first: the token, the grant, the approval, the consent, the sign-in,
 *                 and what each of these decisions stood on
 */
public record Reach(
        Kind kind,
        String token,
        String grant,
        String client,
        String clientName,
        List<String> audience,
        List<String> scopes,
        Instant since,
        Instant until,
        List<By> because) {

    /** How it could be reached. */
    public enum Kind {
        ACCESS_TOKEN,
        /** By asking for a new access token. */
        REFRESH_TOKEN
    }
}
