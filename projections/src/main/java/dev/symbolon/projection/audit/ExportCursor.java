package dev.symbolon.projection.audit;

import dev.symbolon.ports.view.Views;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A place between two lines: where a page begins, and how many of its first entries, which share one clock, come before
 * the place.
 */
record ExportCursor(Optional<String> page, int skipped, long clock) {
    static final ExportCursor BEGIN = new ExportCursor(Optional.empty(), 0, Long.MIN_VALUE);
    private static final int LONGEST = 100;

    static ExportCursor read(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || text.length() > LONGEST) {
            throw new Views.ForeignCursorException();
        }
        try {
            int skipped = Integer.parseInt(text.substring(dot + 1));
            if (skipped >= 0) {
                return new ExportCursor(Optional.of(text.substring(0, dot)), skipped, Long.MIN_VALUE);
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        throw new Views.ForeignCursorException();
    }

    /** @param before the page that begins with the entry's clock */
    ExportCursor behind(AuditEntry entry, Supplier<String> before) {
        return entry.clock() == clock
                ? new ExportCursor(page, skipped + 1, clock)
                : new ExportCursor(Optional.of(before.get()), 1, entry.clock());
    }

    String text() {
        return page.orElseThrow() + "." + skipped;
    }
}
