package dev.symbolon.infra.view;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import java.util.List;

/** The store, asked for what the stream skipped. */
public interface EarlierEvents {
    /** The stream's events from that sequence, included, to that, excluded. */
    List<RecordedEvent> between(StreamId stream, long from, long until);
}
