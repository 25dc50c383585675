package dev.symbolon.core.user;

import dev.symbolon.core.identifier.Identifier;

/** A person of one tenant: the {@code sub} of public subject type. */
public record UserId(String value) implements Identifier {
    public UserId {
        Identifier.checked(value);
    }
}
