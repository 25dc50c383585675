package dev.symbolon.ports.view;

import dev.symbolon.core.event.EventCatalogue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The projections that a service runs, in one visible list; a bean of this type starts the runner. */
public record RegisteredProjections(List<Projection<?>> projections) {
    public RegisteredProjections {
        projections = List.copyOf(projections);
    }

    /** Catalogue names of the events that none of them follows; one that the catalogue doesn't know isn't among them. */
    public Set<String> unfollowed() {
        return EventCatalogue.entries().stream()
                .filter(entry -> projections.stream().noneMatch(projection -> projection.follows(entry.type())))
                .map(EventCatalogue.Entry::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
