package dev.symbolon.admin.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a field of a request may be. A field that is not given is null. */
public final class Bounds {
    /** A text of 1 to {@code longest} characters, none of them a control character. */
    public static String text(String field, @Nullable String value, int longest) {
        return optionalText(field, value, longest)
                .orElseThrow(() -> AdminRefusal.invalid("missing-field", field + " is missing"));
    }

    /** The same, where it may be left out. */
    public static Optional<String> optionalText(String field, @Nullable String value, int longest) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBlank() || value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw AdminRefusal.invalid("bad-field", field + " has 1 to " + longest + " printable characters");
        }
        return Optional.of(value);
    }

    /** A list of at most {@code most} values; one that isn't given is empty. */
    public static <T> List<T> list(String field, @Nullable List<@Nullable T> values, int most) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > most || values.contains(null)) {
            throw AdminRefusal.invalid("bad-field", field + " has at most " + most + " values, none of them null");
        }
        return values.stream().map(Objects::requireNonNull).toList();
    }

    private Bounds() {}
}
