package dev.symbolon.admin.http;

import dev.symbolon.core.stream.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a call is answered with, if it isn't refused.
 *
 * @param body      empty for 204
 * @param version   of the thing shown: its stream's last sequence
 * @param location  of a new thing, after {@link Operation#BASE}
 * @param positions of what was written
 */
public record Answer(Optional<Object> body, OptionalLong version, Optional<String> location, List<Position> positions) {
    public static Answer of(Object body) {
        return new Answer(Optional.of(body), OptionalLong.empty(), Optional.empty(), List.of());
    }

    public static Answer of(Object body, long version) {
        return new Answer(Optional.of(body), OptionalLong.of(version), Optional.empty(), List.of());
    }

    /** With what was written, where something was. */
    Answer written(Optional<Position> position) {
        return new Answer(body, version, location, position.map(List::of).orElseGet(List::of));
    }

    public Answer at(String path) {
        return new Answer(body, version, Optional.of(path), positions);
    }

    public Answer also(Optional<Position> position) {
        List<Position> all = new ArrayList<>(positions);
        position.ifPresent(all::add);
        return new Answer(body, version, location, List.copyOf(all));
    }

    public Answer empty() {
        return new Answer(Optional.empty(), version, location, positions);
    }
}
