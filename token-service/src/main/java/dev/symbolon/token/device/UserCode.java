package dev.symbolon.token.device;

import dev.symbolon.core.identifier.Randomness;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person reads from the device and types elsewhere (RFC 8628 §6.1): ten of twenty consonants, 43 bits. No vowels, so
 * that no words come up; letters only, so that a phone's keyboard needn't be switched.
 */
record UserCode(String letters) {
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 10;
    private static final int LONGEST_TYPED = 64;

    /** The largest multiple of the alphabet's size below 256: bytes above would favour some letters. */
    private static final int EVEN = 256 / ALPHABET.length() * ALPHABET.length();

    static UserCode random(Randomness randomness) {
        StringBuilder letters = new StringBuilder(LENGTH);
        while (letters.length() < LENGTH) {
            for (byte b : randomness.bytes(LENGTH)) {
                int value = b & 0xff;
                if (value < EVEN && letters.length() < LENGTH) {
                    letters.append(ALPHABET.charAt(value % ALPHABET.length()));
                }
            }
        }
        return new UserCode(letters.toString());
    }

    /** Upper or lower case, with whatever stands between the letters; empty when it can't be a code. */
    static Optional<UserCode> typed(String text) {
        if (text.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String letters = text.toUpperCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}._]", "");
        boolean fits = letters.length() == LENGTH && letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return fits ? Optional.of(new UserCode(letters)) : Optional.empty();
    }

    /** As it is shown: two groups of five. */
    String shown() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }

    /** A credential until somebody has answered: not for logs. */
    @Override
    public String toString() {
        return "UserCode[…]";
    }
}
