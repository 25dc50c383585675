package dev.symbolon.infra.log;

import dev.symbolon.core.stream.StreamId;

/**
 * One event as it is kept.
 *
 * @param bytes  envelope and payload as one JSON text, never encoded again
 * @param sha256 over {@code bytes}
 */
public record StoredEvent(
        String type, int version, boolean control, StreamId stream, long sequence, byte[] bytes, byte[] sha256) {}
