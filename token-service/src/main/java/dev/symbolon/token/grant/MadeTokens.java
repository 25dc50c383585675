package dev.symbolon.token.grant;

import dev.symbolon.core.authorization.Redemption;
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
 * @param subject whose access it is: a person's id, or the client's where it acts for itself
 * @param person  empty where nobody signed in for it
 * @param session the {@code sid}: empty where the tokens don't end with a session
 */
record MadeTokens(
        GrantId grant,
        ClientId client,
        String subject,
        Optional<SignedInPerson> person,
        Optional<SessionId> session,
        IssuedToken accessToken,
        Optional<IssuedToken> idToken,
        Optional<String> nonce,
        Optional<String> refreshToken) {

    static MadeTokens of(Redemption.Redeemed redeemed, Optional<String> refreshToken) {
        return new MadeTokens(
                redeemed.grant(),
                redeemed.request().client(),
                redeemed.person().user().value(),
                Optional.of(redeemed.person()),
                Optional.of(redeemed.person().session()),
                redeemed.accessToken(),
                redeemed.idToken(),
                redeemed.request().nonce(),
                refreshToken);
    }

    static MadeTokens of(DeviceRedemption.Redeemed redeemed, Optional<String> refreshToken) {
        return new MadeTokens(
                redeemed.grant(),
                redeemed.client(),
                redeemed.person().user().value(),
                Optional.of(redeemed.person()),
                Optional.empty(),
                redeemed.accessToken(),
                redeemed.idToken(),
                Optional.empty(),
                refreshToken);
    }

    /** RFC 9068 §2.2: without a person, the client is the subject. Both ids are ours and random, so that none is two. */
    static MadeTokens direct(GrantId grant, ClientId client, Optional<UserId> user, IssuedToken accessToken) {
        return new MadeTokens(
                grant,
                client,
                user.map(UserId::value).orElse(client.value()),
                Optional.empty(),
                Optional.empty(),
                accessToken,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public String toString() {
        return "MadeTokens[" + grant.value() + "]";
    }
}
