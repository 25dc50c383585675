package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.Position;

/** Between events and the bytes that are kept: one JSON text of envelope and payload, personal fields sealed. */
public final class EventCodec {
    /** The exact bytes to keep; seals every clear personal field by its subject's key, made durable first if new. */
    public byte[] encode(Envelope envelope, DomainEvent event) {
        throw new UnsupportedOperationException();
    }

    /** Reads what any released version wrote, upcast to the newest; an event that can't be read is loud. */
    public RecordedEvent decode(byte[] bytes, byte[] sha256, String commitId, Position position) {
        throw new UnsupportedOperationException();
    }
}
