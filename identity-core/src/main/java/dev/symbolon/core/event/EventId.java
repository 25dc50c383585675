package dev.symbolon.core.event;

import dev.symbolon.core.identifier.Identifier;

/** One event, for ever. */
public record EventId(String value) implements Identifier {
    public EventId {
        Identifier.checked(value);
    }
}
