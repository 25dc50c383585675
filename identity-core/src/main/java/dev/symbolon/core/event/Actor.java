package dev.symbolon.core.event;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.user.UserId;

/** Who made a decision necessary. */
public sealed interface Actor {
    /** A person of the event's tenant. */
    record User(UserId id) implements Actor {}

    /** A client of the event's tenant that authenticated itself, or a public one that named itself. */
    record Client(ClientId id) implements Actor {}

    /** A person of the system tenant, acting on this one. */
    record Operator(UserId id) implements Actor {}

    /** The platform on its own account: {@code key-rotation}, {@code start-up}. */
    record Platform(String component) implements Actor {}

    /** Nobody that is known. */
    record Anonymous() implements Actor {}
}
