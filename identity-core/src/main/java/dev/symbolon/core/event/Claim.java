package dev.symbolon.core.event;

/**
 * A name, unique within a tenant and kind while it is held: {@code login} by blind index, {@code slug},
 * {@code audience}, {@code scope}. Held by the stream of the event that took it.
 */
public sealed interface Claim {
    /** What sort of name. */
    String kind();

    /** The name itself, or its blind index where it is personal. */
    String name();

    record Taken(String kind, String name) implements Claim {}

    record Released(String kind, String name) implements Claim {}
}
