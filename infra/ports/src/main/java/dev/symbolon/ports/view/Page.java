package dev.symbolon.ports.view;

import java.util.List;
import java.util.Optional;

/** @param next cursor of the following page; empty on the last */
public record Page<R>(List<R> rows, Optional<String> next) {
    public Page {
        rows = List.copyOf(rows);
    }
}
