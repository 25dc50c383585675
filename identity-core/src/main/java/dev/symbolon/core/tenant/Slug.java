package dev.symbolon.core.tenant;

import dev.symbolon.core.identifier.Identifier;
import java.util.regex.Pattern;

/** A tenant's readable name in its issuer, {@code https://host/t/{slug}}: claimed once, never reassigned. */
public record Slug(String value) implements Identifier {
    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    public Slug {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("a slug is 1 to 63 of a-z, 0-9 and inner hyphens");
        }
    }

    public static boolean wellFormed(String value) {
        return FORM.matcher(value).matches();
    }
}
