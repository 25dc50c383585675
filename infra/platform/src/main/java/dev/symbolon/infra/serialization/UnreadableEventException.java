package dev.symbolon.infra.serialization;

import org.jspecify.annotations.Nullable;

/** The log holds an event that can't be read; skipping it would lose data. */
public final class UnreadableEventException extends RuntimeException {

    UnreadableEventException(String message) {
        super(message);
    }

    UnreadableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same fault, as seen from one level up. */
    UnreadableEventException in(String where) {
        return new UnreadableEventException(where + ": " + getMessage(), getCause());
    }
}
