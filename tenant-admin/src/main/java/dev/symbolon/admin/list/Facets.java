package dev.symbolon.admin.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What rows are found by: their kind, and for each filter their kind with the filter's value. One index serves them all in
 * the order of making. Of several filters the narrowest leads, and the others are held against each row.
 */
final class Facets {
    /** The narrowest first: a person has fewer things than an application, and hardly anything has a rare word. */
    private static final List<String> NARROWEST_FIRST = List.of("user", "client", "q", "status");

    static String of(String kind, String filter, String value) {
        return kind + "/" + filter + ":" + value;
    }

    /** What a row has, all of it, to be shown; what leads comes first. */
    static List<String> asked(String kind, Map<String, String> filters) {
        List<String> facets = new ArrayList<>();
        for (String filter : NARROWEST_FIRST) {
            if (filters.containsKey(filter)) {
                facets.add(of(kind, filter, filters.get(filter)));
            }
        }
        facets.add(kind);
        return facets;
    }

    static boolean holds(ListedRow row, Collection<String> asked) {
        return row.facets().containsAll(asked);
    }

    private Facets() {}
}
