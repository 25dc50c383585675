package dev.symbolon.core.grant;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.SignedInPerson;
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
}
