package dev.symbolon.core.event;

import dev.symbolon.core.stream.Position;
import java.util.HexFormat;

/**
 * An event as the log holds it.
 *
 * @param event    read from {@code bytes}, upcast to the newest version
 * @param commitId orders events of the same clock
 * @param bytes    exactly what was stored and streamed: envelope and payload as one JSON text
 * @param sha256   over {@code bytes}
 */
public record RecordedEvent(
        Envelope envelope, DomainEvent event, String commitId, Position position, byte[] bytes, byte[] sha256) {

    public String digest() {
        return HexFormat.of().formatHex(sha256);
    }
}
