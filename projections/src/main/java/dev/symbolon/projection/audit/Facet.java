package dev.symbolon.projection.audit;

import java.util.List;
import java.util.Locale;

/** By what entries are found, each by itself and all together. One index has them all, as {@code kind:value}. */
public enum Facet {
    GRANT,
    SESSION,
    AUTHORIZATION,
    CORRELATION,
    SUBJECT,
    CLIENT,
    /** Kind or id of who made it necessary. */
    ACTOR,
    TYPE,
    OUTCOME,
    /** The beginning of a word of the plain text. */
    WORD;

    /** What can be asked for by name. */
    static final List<Facet> NAMED =
            List.of(SUBJECT, CLIENT, TYPE, OUTCOME, ACTOR, GRANT, SESSION, AUTHORIZATION, CORRELATION);

    /** The name of the parameter. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String is(String value) {
        return label() + ":" + value;
    }
}
