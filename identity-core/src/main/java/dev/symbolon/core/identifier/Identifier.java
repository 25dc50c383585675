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
        // Letters and digits come in no order, so a branch for each would be guessed wrong every other time.
        long others = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            long allowed = c < 64 ? 0x03ff_2000_0000_0000L : 0x47ff_fffe_0000_0000L;
            others |= c >>> 7 | ~(allowed >>> c) & 1;
        }
        if (others != 0) {
            throw new IllegalArgumentException("an identifier is made of a-z, 0-9, - and ~");
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
