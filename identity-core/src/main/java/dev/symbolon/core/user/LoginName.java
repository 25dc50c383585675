package dev.symbolon.core.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** A login name in the one form that is looked up: NFKC, lower case, without outer blanks; 1 to 254 characters. */
public record LoginName(String value) {
    private static final int LONGEST = 254;

    /** The name that was typed; empty when it can't be one. */
    public static Optional<LoginName> typed(String text) {
        if (text.length() > LONGEST * 2) {
            return Optional.empty();
        }
        String name = Normalizer.normalize(
                        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC)
                .strip();
        boolean fits = !name.isEmpty() && name.length() <= LONGEST;
        return fits && name.chars().noneMatch(Character::isISOControl)
                ? Optional.of(new LoginName(name))
                : Optional.empty();
    }

    /** Personal: printing one shows nothing. */
    @Override
    public String toString() {
        return "LoginName[…]";
    }
}
