package dev.symbolon.token.grant;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.tenant.TokenPolicy;
import java.time.Duration;

/** How long a grant lasts at most. */
public final class GrantLife {

    /** Of a grant that a code leads to: as its refresh tokens or, where it has none, as its longest token. */
    public static Duration of(ClientState client, TokenPolicy policy) {
        return client.metadata().grantTypes().contains(GrantType.REFRESH_TOKEN)
                ? policy.refreshAbsolute()
                : ofTokens(policy);
    }

    /** Of a grant that ends with its tokens. */
    public static Duration ofTokens(TokenPolicy policy) {
        return policy.accessToken().compareTo(policy.idToken()) > 0 ? policy.accessToken() : policy.idToken();
    }

    private GrantLife() {}
}
