package dev.symbolon.core.signingkey;

import dev.symbolon.core.identifier.Identifier;

/** A signing key's {@code kid}. */
public record KeyId(String value) implements Identifier {
    public KeyId {
        Identifier.checked(value);
    }
}
