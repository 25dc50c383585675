package dev.symbolon.core.consent;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.user.UserId;

/** The one consent between a person and a client: {@code <user>~<client>}. */
public record ConsentId(String value) implements Identifier {
    public ConsentId {
        Identifier.checked(value);
    }

    public static ConsentId of(UserId user, ClientId client) {
        return new ConsentId(user.value() + "~" + client.value());
    }
}
