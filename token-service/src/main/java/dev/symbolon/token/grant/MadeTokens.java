package dev.symbolon.token.grant;

import dev.symbolon.core.authorization.Redemption;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.device.DeviceRedemption;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.session.SessionId;
import java.util.Optional;

/**
 * One answer's tokens, as the log has them.
 *
 * @param person  empty where the client acts for itself
 * @param session the {@code sid}: empty where the tokens don't end with a session
 */
record MadeTokens(
        GrantId grant,
        ClientId client,
        Optional<SignedInPerson> person,
        Optional<SessionId> session,
        IssuedToken accessToken,
        Optional<IssuedToken> idToken,
        Optional<String> nonce) {

    static MadeTokens of(Redemption.Redeemed redeemed) {
        return new MadeTokens(
                redeemed.grant(),
                redeemed.request().client(),
                Optional.of(redeemed.person()),
                Optional.of(redeemed.person().session()),
                redeemed.accessToken(),
                redeemed.idToken(),
                redeemed.request().nonce());
    }

    static MadeTokens of(DeviceRedemption.Redeemed redeemed) {
        return new MadeTokens(
                redeemed.grant(),
                redeemed.client(),
                Optional.of(redeemed.person()),
                Optional.empty(),
                redeemed.accessToken(),
                redeemed.idToken(),
                Optional.empty());
    }

    /** RFC 9068 §2.2: without a person, the client is the subject. Both ids are ours and random, so that none is two. */
    String subject() {
        return person.map(it -> it.user().value()).orElse(client.value());
    }
}
