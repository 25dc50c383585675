package dev.symbolon.core.tenant;

import java.util.regex.Pattern;

/** What a tenant's pages carry: its name and an accent colour, {@code #rrggbb}. */
public record Branding(String displayName, String accentColor) {
    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

    public Branding {
        if (displayName.isBlank() || displayName.length() > 100) {
            throw new IllegalArgumentException("a display name has 1 to 100 characters");
        }
        if (!COLOR.matcher(accentColor).matches()) {
            throw new IllegalArgumentException("a colour is #rrggbb in lower case");
        }
    }
}
