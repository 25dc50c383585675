package dev.symbolon.core.role;

import dev.symbolon.core.identifier.Identifier;

/** A role of one tenant; those that are built in have the same name in every tenant. */
public record RoleId(String value) implements Identifier {
    public RoleId {
        Identifier.checked(value);
    }
}
