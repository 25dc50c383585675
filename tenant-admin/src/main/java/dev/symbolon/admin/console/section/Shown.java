package dev.symbolon.admin.console.section;

import java.util.List;

/**
 * A value as a page shows it.
 *
 * @param text what is read
 * @param link where it leads; empty when nowhere
 * @param many of a list
 * @param rows of an object
 */
record Shown(Kind kind, String text, String link, List<Shown> many, List<Row> rows) {
    enum Kind {
        NOTHING,
        TEXT,
        CODE,
        TIME,
        GOOD,
        BAD,
        QUIET,
        COLOR,
        LINK,
        LIST,
        OBJECT
    }

    /** A member of what is shown, with its name. */
    record Row(String label, Shown value) {}

    static final Shown NOTHING = new Shown(Kind.NOTHING, "", "", List.of(), List.of());

    static Shown of(Kind kind, String text) {
        return new Shown(kind, text, "", List.of(), List.of());
    }

    static Shown link(String text, String href) {
        return new Shown(Kind.LINK, text, href, List.of(), List.of());
    }

    static Shown list(List<Shown> many) {
        return many.isEmpty() ? NOTHING : new Shown(Kind.LIST, "", "", many, List.of());
    }

    static Shown object(List<Row> rows) {
        return new Shown(Kind.OBJECT, "", "", List.of(), rows);
    }

    public boolean there() {
        return kind != Kind.NOTHING;
    }
}
