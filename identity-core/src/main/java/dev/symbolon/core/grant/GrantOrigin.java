package dev.symbolon.core.grant;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.user.UserId;
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

    /**
     * An extension's decision (RFC 6749 §4.5).
     *
     * @param user whose access it is; empty where the client acts for itself
     */
    record Extension(GrantType type, Optional<UserId> user) implements GrantOrigin {}

    /** The session with which it ends, unless it was given for the person's absence; empty where it outlives any. */
    default Optional<SessionId> session() {
        return switch (this) {
            case Code code -> Optional.of(code.person().session());
            case Device _, Client _, Extension _ -> Optional.empty();
        };
    }

    /** Whose access it is; empty where the client acts for itself. */
    default Optional<UserId> subject() {
        return switch (this) {
            case Code code -> Optional.of(code.person().user());
            case Device device -> Optional.of(device.person().user());
            case Extension extension -> extension.user();
            case Client _ -> Optional.empty();
        };
    }

    /** Who agreed to it; empty where nobody was asked. */
    default Optional<SignedInPerson> agreedBy() {
        return switch (this) {
            case Code code -> Optional.of(code.person());
            case Device device -> Optional.of(device.person());
            case Client _, Extension _ -> Optional.empty();
        };
    }
}
