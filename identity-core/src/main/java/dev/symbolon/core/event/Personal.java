package dev.symbolon.core.event;

import java.util.Objects;

/**
 * Personal data in an event: clear only on its way into the log, sealed by its subject's key from then on. A sealed
 * value opens by the personal-data port, until its subject is erased. Printing either shows nothing.
 */
public sealed interface Personal {

    static Personal of(String clear) {
        return new Clear(clear);
    }

    /** As a person gave it, before the commit that seals it. */
    record Clear(String value) implements Personal {
        public Clear {
            Objects.requireNonNull(value);
        }

        @Override
        public String toString() {
            return "Personal[clear]";
        }
    }

    /** As the log holds it. {@code context} is what the encryption is bound to: event id and field path. */
    record Sealed(String ciphertext, String context) implements Personal {
        @Override
        public String toString() {
            return "Personal[sealed]";
        }
    }
}
