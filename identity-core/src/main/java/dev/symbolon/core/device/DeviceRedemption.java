package dev.symbolon.core.device;

import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import java.util.Optional;

/** What came of presenting the device code of a request that a person has answered. */
public sealed interface DeviceRedemption {
    /** @param idToken present when {@code openid} was approved */
    record Redeemed(
            GrantId grant,
            ClientId client,
            SignedInPerson person,
            IssuedToken accessToken,
            Optional<IssuedToken> idToken)
            implements DeviceRedemption {}

    /** RFC 8628 §3.5: {@code access_denied}. Nothing is written, however often it is asked. */
    record Denied() implements DeviceRedemption {}

    /** RFC 8628 §3.5: {@code expired_token}. Nothing is written. */
    record Expired() implements DeviceRedemption {}

    /** The client hears {@code invalid_grant}; the log and the operator hear why. */
    record Refused(Reason reason) implements DeviceRedemption {}

    /** The code was spent before; its grant is revoked now, if it wasn't yet. */
    record Replayed(GrantId grant) implements DeviceRedemption {}

    enum Reason {
        /** No such code: nothing is recorded. */
        UNKNOWN_CODE("unknown-device-code"),
        VOID("void-device-code"),
        WRONG_CLIENT("wrong-client");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
