package dev.symbolon.ports.view;

import java.util.List;

/** The projections that a service runs, in one visible list; a bean of this type starts the runner. */
public record RegisteredProjections(List<Projection<?>> projections) {
    public RegisteredProjections {
        projections = List.copyOf(projections);
    }
}
