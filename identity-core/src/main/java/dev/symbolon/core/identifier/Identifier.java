package dev.symbolon.core.identifier;

/**
 * A name that the platform made: 26 characters of lower-case Crockford base32 (128 random bits), unless the type says
 * otherwise. Written as a plain string in events. Never reused.
 */
public interface Identifier extends WrittenAsText {
    /** Refuses what could break a stream name, a slot or a log line: anything but 1 to 64 of {@code [a-z0-9~-]}. */
    static String checked(String value) {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException("an identifier has 1 to 64 characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '~')) {
                throw new IllegalArgumentException("an identifier is made of a-z, 0-9, - and ~");
            }
        }
        return value;
    }

    /** Whether {@link #checked} would accept this; for values that come from outside. */
    static boolean wellFormed(String value) {
        try {
            checked(value);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
