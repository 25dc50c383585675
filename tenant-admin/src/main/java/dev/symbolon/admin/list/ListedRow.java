package dev.symbolon.admin.list;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing of a tenant, as lists find it. What is shown of it is read from its stream.
 *
 * @param kind    the type of its stream
 * @param id      of its stream
 * @param created clock of its first event
 * @param changed clock of the last event that changed this row
 * @param status  as lists say it
 * @param facets  all that it is found by, see {@link Facets}
 */
public record ListedRow(String kind, String id, long created, long changed, String status, List<String> facets) {
    public ListedRow {
        facets = List.copyOf(facets);
    }

    ListedRow status(String now, long clock) {
        return new ListedRow(kind, id, created, clock, now, with("status", List.of(now)));
    }

    ListedRow named(String name, long clock) {
        return new ListedRow(kind, id, created, clock, status, with("q", Words.of(name)));
    }

    private List<String> with(String filter, List<String> values) {
        String start = Facets.of(kind, filter, "");
        return Stream.concat(
                        facets.stream().filter(facet -> !facet.startsWith(start)),
                        values.stream().map(value -> Facets.of(kind, filter, value)))
                .toList();
    }
}
