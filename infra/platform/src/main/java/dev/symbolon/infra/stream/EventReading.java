package dev.symbolon.infra.stream;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.Position;

/** Reads an event's stored bytes; throws when they can't be read. */
@FunctionalInterface
interface EventReading {
    RecordedEvent read(byte[] bytes, byte[] sha256, String commitId, Position position);
}
