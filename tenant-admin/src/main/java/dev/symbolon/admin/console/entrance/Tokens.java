package dev.symbolon.admin.console.entrance;

import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import dev.symbolon.admin.console.ConsoleSession;
import java.time.Instant;

/** From the token endpoint's answer to what a session keeps of it. */
final class Tokens {
    static ConsoleSession.Tokens of(OIDCTokenResponse answer, Instant now, ConsoleSession.Tokens before) {
        OIDCTokens tokens = answer.getOIDCTokens();
        AccessToken access = tokens.getAccessToken();
        return new ConsoleSession.Tokens(
                access.getValue(),
                now.plusSeconds(access.getLifetime()),
                tokens.getRefreshToken() == null
                        ? before.refresh()
                        : tokens.getRefreshToken().getValue(),
                tokens.getIDTokenString() == null ? before.id() : tokens.getIDTokenString());
    }

    private Tokens() {}
}
