package dev.symbolon.core.role;

import dev.symbolon.core.identifier.Identifier;

/** A group of people of one tenant. */
public record GroupId(String value) implements Identifier {
    public GroupId {
        Identifier.checked(value);
    }
}
