package dev.symbolon.core.authorization;

import dev.symbolon.core.identifier.Identifier;

/** One authorization request, a browser's or a device's, and the code that came of it. */
public record AuthorizationId(String value) implements Identifier {
    public AuthorizationId {
        Identifier.checked(value);
    }
}
