package dev.symbolon.core.session;

import dev.symbolon.core.identifier.Identifier;

/** One sign-in of one browser: the {@code sid} of ID tokens. */
public record SessionId(String value) implements Identifier {
    public SessionId {
        Identifier.checked(value);
    }
}
