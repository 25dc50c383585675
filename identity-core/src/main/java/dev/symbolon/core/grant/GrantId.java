package dev.symbolon.core.grant;

import dev.symbolon.core.identifier.Identifier;

/** What one authorization gave a client: the family of tokens that are revoked together. */
public record GrantId(String value) implements Identifier {
    public GrantId {
        Identifier.checked(value);
    }
}
