package dev.symbolon.core.client;

import dev.symbolon.core.identifier.Identifier;

/** A client as its tenant knows it: the OAuth {@code client_id}. Made by the platform, never chosen. */
public record ClientId(String value) implements Identifier {
    public ClientId {
        Identifier.checked(value);
    }
}
