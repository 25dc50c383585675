package dev.symbolon.core.command;

/** What comes of a command that has no richer answer. */
public sealed interface Outcome {
    record Done() implements Outcome {}

    /** It was so already: nothing was written. */
    record Unchanged() implements Outcome {}

    /** @param reason a stable code, such as {@code already-exists} */
    record Refused(String reason) implements Outcome {}
}
