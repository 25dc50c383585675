package dev.symbolon.core.resource;

import dev.symbolon.core.identifier.Identifier;

/** An API that tokens are for. */
public record ResourceId(String value) implements Identifier {
    public ResourceId {
        Identifier.checked(value);
    }
}
