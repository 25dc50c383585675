package dev.symbolon.embedded;

import java.util.Comparator;

/** A collection's full name. */
record Namespace(String database, String collection) implements Comparable<Namespace> {

    private static final Comparator<Namespace> ORDER =
            Comparator.comparing(Namespace::database).thenComparing(Namespace::collection);

    static Namespace parse(String fullName) {
        int dot = fullName.indexOf('.');
        return dot < 0
                ? new Namespace(fullName, "")
                : new Namespace(fullName.substring(0, dot), fullName.substring(dot + 1));
    }

    @Override
    public int compareTo(Namespace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return database + '.' + collection;
    }
}
