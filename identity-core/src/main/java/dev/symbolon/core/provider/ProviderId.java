package dev.symbolon.core.provider;

import dev.symbolon.core.identifier.Identifier;

/** An upstream identity provider of one tenant. */
public record ProviderId(String value) implements Identifier {
    public ProviderId {
        Identifier.checked(value);
    }
}
