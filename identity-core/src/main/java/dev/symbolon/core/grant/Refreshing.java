package dev.symbolon.core.grant;

import java.util.Optional;

/** What came of presenting a refresh token. */
public sealed interface Refreshing {
    /**
     * Tokens were made, and the presented token's successor is the family's newest link: by this use of it, or by one
     * moments ago whose answer may have been lost.
     */
    record Refreshed(IssuedToken accessToken, Optional<IssuedToken> idToken) implements Refreshing {}

    /** It had been rotated before: the family is revoked. */
    record Reused() implements Refreshing {}

    /** Nothing was written, for nothing has changed. */
    record Refused(Reason reason) implements Refreshing {}

    enum Reason {
        UNKNOWN("unknown-refresh-token"),
        WRONG_CLIENT("wrong-client"),
        REVOKED("revoked"),
        EXPIRED("expired"),
        IDLE("idle"),
        /** It asks for more than was granted. */
        WIDER("wider");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
