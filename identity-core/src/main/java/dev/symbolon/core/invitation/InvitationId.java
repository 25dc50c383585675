package dev.symbolon.core.invitation;

import dev.symbolon.core.identifier.Identifier;

/** One invitation. */
public record InvitationId(String value) implements Identifier {
    public InvitationId {
        Identifier.checked(value);
    }
}
