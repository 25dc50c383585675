package dev.symbolon.core.signingkey;

import dev.symbolon.core.identifier.Identifier;

/** The name of the one stream that holds a tenant's signing keys. */
public record KeyRingId(String value) implements Identifier {
    public static final KeyRingId ONLY = new KeyRingId("ring");
}
