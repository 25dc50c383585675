package dev.symbolon.core.authorization;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import java.util.Optional;

/** What came of presenting a code. */
public sealed interface Redemption {
    /** @param idToken present when {@code openid} was approved */
    record Redeemed(
            GrantId grant,
            RequestedAuthorization request,
            SignedInPerson person,
            ApprovedAccess access,
            IssuedToken accessToken,
            Optional<IssuedToken> idToken)
            implements Redemption {}

    /** The client hears {@code invalid_grant}; the log and the operator hear why. */
    record Refused(Reason reason) implements Redemption {}

    /** The code was spent before; its grant is revoked now, if it wasn't yet. */
    record Replayed(GrantId grant) implements Redemption {}

    enum Reason {
        /** No such code: nothing is recorded, for anybody can make one up. */
        UNKNOWN_CODE("unknown-code"),
        EXPIRED("expired"),
        VOID("void"),
        /** Its grant began in front and was revoked before the code came. */
        GRANT_REVOKED("grant-revoked"),
        WRONG_CLIENT("wrong-client"),
        WRONG_REDIRECT_URI("wrong-redirect-uri"),
        MISSING_VERIFIER("missing-verifier"),
        UNEXPECTED_VERIFIER("unexpected-verifier"),
        WRONG_VERIFIER("wrong-verifier");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
