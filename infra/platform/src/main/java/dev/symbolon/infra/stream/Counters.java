package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.Position;

/** How a checkpoint names one writer's numbering. */
final class Counters {
    static String key(Position position) {
        return position.writer() + "~" + position.epoch();
    }

    private Counters() {}
}
