package dev.symbolon.token.grant;

import dev.symbolon.core.authorization.Redemption;
import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.device.DeviceRedemption;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.user.UserId;
import java.util.Optional;

/**
 * One answer's tokens, as the log has them.
 *
 * @param user    whose access it is; empty where the client acts for itself
 * @param person  empty where nobody signed in for it
 * @param session the {@code sid}: empty where the tokens don't end with a session
 * @param claims  what was asked for besides the scopes' claims
 */
public record MadeTokens(
        GrantId grant,
        ClientId client,
        Optional<UserId> user,
        Optional<SignedInPerson> person,
        Optional<SessionId> session,
        Optional<IssuedToken> accessToken,
        Optional<IssuedToken> idToken,
        Optional<String> nonce,
        Optional<RequestedClaims> claims,
        Optional<String> refreshToken) {

    static MadeTokens of(Redemption.Redeemed redeemed, Optional<String> refreshToken) {
        return new MadeTokens(
                redeemed.grant(),
                redeemed.request().client(),
                Optional.of(redeemed.person().user()),
                Optional.of(redeemed.person()),
                Optional.of(redeemed.person().session()),
                Optional.of(redeemed.accessToken()),
                redeemed.idToken(),
                redeemed.request().nonce(),
                redeemed.request().claims(),
                refreshToken);
    }

    static MadeTokens of(DeviceRedemption.Redeemed redeemed, Optional<String> refreshToken) {
        return new MadeTokens(
                redeemed.grant(),
                redeemed.client(),
                Optional.of(redeemed.person().user()),
                Optional.of(redeemed.person()),
                Optional.empty(),
                Optional.of(redeemed.accessToken()),
                redeemed.idToken(),
                Optional.empty(),
                Optional.empty(),
                refreshToken);
    }

    static MadeTokens direct(GrantId grant, ClientId client, Optional<UserId> user, IssuedToken accessToken) {
        return new MadeTokens(
                grant,
                client,
                user,
                Optional.empty(),
                Optional.empty(),
                Optional.of(accessToken),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public String toString() {
        return "MadeTokens[" + grant.value() + "]";
    }
}
