package dev.symbolon.ports.view;

import java.util.List;

/**
 * A read model's name and shape. A new version is built beside the old one.
 *
 * @param indexes the only ways in which it can be queried besides by row id
 */
public record View<R extends Record>(String name, int version, Class<R> row, List<Index> indexes) {
    public View {
        indexes = List.copyOf(indexes);
    }

    /** Equality on {@code equal}, in any tenant-bound query, sorted by {@code sort}, newest or oldest first. */
    public record Index(List<String> equal, String sort) {
        public Index {
            equal = List.copyOf(equal);
        }
    }
}
