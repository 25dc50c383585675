package dev.symbolon.core.grant;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.session.SessionId;
import java.util.Optional;

/** Where a grant comes from. */
public sealed interface GrantOrigin {
    /** A redeemed authorization code. */
    record Code(AuthorizationId authorization, SignedInPerson person, Optional<String> nonce) implements GrantOrigin {}

    /**
     * A device that a person approved on another one. It outlives the session that approved it: who signs out of their
     * phone doesn't mean to switch off the television.
     */
    record Device(AuthorizationId authorization, SignedInPerson person) implements GrantOrigin {}

    /** A client acting for itself (RFC 6749 §4.4). */
    record Client() implements GrantOrigin {}

    /** The session with which it ends, unless it was given for the person's absence; empty where it outlives any. */
    default Optional<SessionId> session() {
        return switch (this) {
            case Code code -> Optional.of(code.person().session());
            case Device _, Client _ -> Optional.empty();
        };
    }
}
